import { summarizePlan } from "../../tools/plan-summary";

function resource(address: string, actions: readonly string[], mode = "managed") {
  return { address, mode, change: { actions } };
}

describe("summarizePlan", () => {
  test("counts and lists what changes, by address", () => {
    const plan = {
      resource_changes: [
        resource("aws_vpc.b", ["create"]),
        resource("aws_vpc.a", ["update"]),
        resource("aws_vpc.d", ["delete"]),
        resource("aws_vpc.c", ["no-op"]),
      ],
    };

    expect(summarizePlan(JSON.stringify(plan))).toEqual({
      add: 1,
      change: 1,
      destroy: 1,
      resources: [
        { address: "aws_vpc.a", actions: ["update"] },
        { address: "aws_vpc.b", actions: ["create"] },
        { address: "aws_vpc.d", actions: ["delete"] },
      ],
    });
  });

  test.each([[["delete", "create"]], [["create", "delete"]]])(
    "counts the replacement %j twice",
    (actions) => {
      const plan = { resource_changes: [resource("aws_ecs_task_definition.app", actions)] };

      expect(summarizePlan(JSON.stringify(plan))).toMatchObject({ add: 1, change: 0, destroy: 1 });
    },
  );

  test("leaves data sources out", () => {
    const plan = { resource_changes: [resource("data.aws_ami.ecs", ["read"], "data")] };

    expect(summarizePlan(JSON.stringify(plan)).resources).toEqual([]);
  });

  test("is empty for a stack without resources", () => {
    expect(summarizePlan("{}")).toEqual({ add: 0, change: 0, destroy: 0, resources: [] });
  });
});
