import { unreplaceable } from "../../../tools/recovery/tainted-resources";
import type { StateInstance, StateResource } from "../../../tools/terraform/terraform-state";

const MADE_FIRST = { status: "tainted", create_before_destroy: true } as const;

function resource(address: string, instance: Partial<StateInstance> = MADE_FIRST): StateResource {
  const [type = "", name = ""] = address.split(".");
  return { mode: "managed", type, name, instances: [{ attributes: {}, ...instance }] };
}

function kept(resources: readonly StateResource[], cancelled: readonly string[] = []): string[] {
  const find = (address: string) =>
    address.startsWith("aws_ecs_cluster.") ? { name: "acc" } : { name_prefix: "acc-" };
  return unreplaceable({ lineage: "a", resources }, new Set(cancelled), { find });
}

describe("a tainted resource is kept", () => {
  test("if there is room for one only, and the new one would be made first", () => {
    const resources = [
      resource("aws_route.route"),
      resource("aws_ecs_cluster.named"),
      resource("aws_nat_gateway.failed"),
      resource("aws_route.whole", { create_before_destroy: true }),
      resource("aws_route.deleted-first", { status: "tainted" }),
      resource("aws_route.older", { ...MADE_FIRST, deposed: "4f1c" }),
    ];

    expect(kept(resources)).toEqual(["aws_route.route", "aws_ecs_cluster.named"]);
  });

  test("if Ctrl-C has met it, unless the provider has yet to revoke its rules", () => {
    const addresses = ["aws_nat_gateway.gateway", "aws_security_group.group"];

    expect(
      kept(
        addresses.map((address) => resource(address)),
        addresses,
      ),
    ).toEqual(["aws_nat_gateway.gateway"]);
  });
});
