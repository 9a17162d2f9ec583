import { callAws } from "../../aws/aws-client";
import { UserError } from "../../process/user-error";
import { LoadGenerator, requireNoLoss } from "../load-generator";
import type { Step } from "../step";
import { INSTANCES, isActive, registeredInstances } from "./cluster";

/**
 * Auto Scaling takes the instance away as it does in a refresh or when a zone is balanced; ECS drains it before:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instance-draining.html
 */
export const interruptInstance: Step = {
  name: "Interrupted instance",
  proves: "an instance that is taken away is drained and replaced, and no request is lost",
  needs: ["containers", "internet"],
  run: async (run) => {
    const { AutoScalingClient, TerminateInstanceInAutoScalingGroupCommand } =
      await import("@aws-sdk/client-auto-scaling");
    const victim = (await registeredInstances(run)).find(isActive);
    const instance = victim?.ec2InstanceId;
    if (run.url === undefined || instance === undefined) {
      throw new UserError("There is no instance to interrupt.");
    }
    const load = LoadGenerator.start(run.url);
    try {
      await callAws(() =>
        new AutoScalingClient(run.clientConfig).send(
          new TerminateInstanceInAutoScalingGroupCommand({
            InstanceId: instance,
            ShouldDecrementDesiredCapacity: false,
          }),
        ),
      );
      await run.until(
        () => `${instance} is not replaced, or not gone`,
        20,
        async () => {
          const registered = await registeredInstances(run);
          const isGone = registered.every(({ ec2InstanceId }) => ec2InstanceId !== instance);
          return isGone && registered.filter(isActive).length >= INSTANCES ? true : undefined;
        },
      );
      await run.succeed("wait", "app");
    } catch (error) {
      await load.stop();
      throw error;
    }
    return `${instance}: ${requireNoLoss(await load.stop())}`;
  },
};
