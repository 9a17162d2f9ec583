import { App } from "cdktf";
import { NodejsAppStack } from "../../examples/nodejs-app/stack";
import { synthesizeStack } from "../support/synth";

describe("the instances of the example nodejs-app", () => {
  const stack = synthesizeStack(
    new NodejsAppStack(new App(), "nodejs-app", {
      accountId: "123456789012",
      vpcId: "vpc-0123456789abcdef0",
      vpcCidr: "10.1.0.0/16",
      subnetIds: ["subnet-a", "subnet-b"],
    }),
  );
  const group = stack.only("aws_autoscaling_group");

  test("[S1.2] go in the original's order, the newest first", () => {
    expect(group.termination_policies).toEqual(["NewestInstance", "Default"]);
  });

  test("are enough for as many tasks as the service may have, of which each takes a whole one", () => {
    expect(group.max_size).toBe(stack.only("aws_appautoscaling_target").max_capacity);
  });

  test("follow what tasks reserve: full instances call for one more, which one free of three does not take away", () => {
    const alarms = stack.list("aws_cloudwatch_metric_alarm").filter(({ alarm_actions }) => {
      return (alarm_actions as string[])[0]?.includes("aws_autoscaling_policy");
    });
    expect(alarms).toMatchObject([
      { metric_name: "CPUReservation", threshold: 90 },
      { metric_name: "MemoryReservation", threshold: 90 },
      { metric_query: [{}, { expression: "cpu - 60" }, { expression: "memory - 60" }, {}, {}] },
    ]);
  });
});
