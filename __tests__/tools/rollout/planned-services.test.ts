import { plannedServices } from "../../../tools/rollout/planned-services";
import type { PlanJson } from "../../../tools/terraform/plan-json";

const PATHS: Readonly<Record<string, string>> = { "aws_ecs_service.app": "shop/app/service" };

function services(actions: readonly string[], after: object, more: Partial<PlanJson> = {}) {
  const change = { actions, before: null, after: { name: "app", ...after } };
  const app = { address: "aws_ecs_service.app", mode: "managed" as const, type: "aws_ecs_service", change };
  const { resource_changes: others = [], ...rest } = more;
  return plannedServices(
    { resource_changes: [app, ...others], ...rest },
    (address) => PATHS[address] ?? address,
  );
}

const APP = { address: "aws_ecs_service.app", construct: "shop/app", service: "app" };

describe("the services that a plan makes or changes", () => {
  test("are in the cluster that they name", () => {
    expect(services(["update"], { cluster: "arn:aws:ecs:eu-west-1:1:cluster/acc" })).toEqual([
      { ...APP, cluster: "arn:aws:ecs:eu-west-1:1:cluster/acc" },
    ]);
  });

  test("are in the cluster that the same plan makes, found by its name", () => {
    const cluster = (id: string) => ({
      address: `aws_ecs_cluster.${id}`,
      mode: "managed" as const,
      type: "aws_ecs_cluster",
      change: { actions: ["create"], before: null, after: { name: `cluster-${id}` } },
    });
    const references = ["aws_ecs_cluster.b.arn", "aws_ecs_cluster.b"];
    const configured = { address: "aws_ecs_service.app", expressions: { cluster: { references } } };

    expect(
      services(
        ["create"],
        {},
        {
          resource_changes: [cluster("a"), cluster("b")],
          configuration: { root_module: { resources: [configured] } },
        },
      ),
    ).toEqual([{ ...APP, cluster: "cluster-b" }]);
  });

  test("are none when the service stays as it is, when it is destroyed, and when nobody knows its cluster", () => {
    const cluster = "acc";

    expect(services(["no-op"], { cluster })).toEqual([]);
    expect(services(["delete"], { name: undefined })).toEqual([]);
    expect(services(["create"], {})).toEqual([]);
  });
});
