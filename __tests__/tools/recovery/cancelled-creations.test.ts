import { unreplaceable } from "../../../tools/recovery/cancelled-creations";
import type { StateInstance, StateResource } from "../../../tools/terraform/terraform-state";

function resource(name: string, instance: Partial<StateInstance>, type = "aws_route"): StateResource {
  return { mode: "managed", type, name, instances: [{ attributes: {}, ...instance }] };
}

test("a resource cannot be replaced if it is tainted, the new one is made first, and there is no room for two", () => {
  const replacedFirst = { status: "tainted", create_before_destroy: true } as const;
  const resources = [
    resource("route", replacedFirst),
    resource("whole", { create_before_destroy: true }),
    resource("deleted-first", { status: "tainted" }),
    resource("older", { ...replacedFirst, deposed: "4f1c" }),
    resource("group", replacedFirst, "aws_security_group"),
  ];

  expect(unreplaceable({ lineage: "a", resources })).toEqual(["aws_route.route"]);
});
