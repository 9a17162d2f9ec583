import type { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { AutoscalingLifecycleHook } from "@cdktf/provider-aws/lib/autoscaling-lifecycle-hook";
import type { Construct } from "constructs";

/** The hook's name is part of what AWS keeps: with another one, the old hook would be left behind. */
export const LAUNCH_HOOK = "ecs-agent-registered";

/**
 * Holds back a new instance until its ECS agent has registered.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks.html
 */
export function launchHook(timeoutSeconds: number) {
  return {
    name: LAUNCH_HOOK,
    lifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
    defaultResult: "ABANDON",
    heartbeatTimeout: timeoutSeconds,
  };
}

/** The hook of a group that is there already, and what changes of it later. */
export function addLaunchHook(scope: Construct, group: AutoscalingGroup, timeoutSeconds: number): void {
  new AutoscalingLifecycleHook(scope, "launch-hook", {
    ...launchHook(timeoutSeconds),
    autoscalingGroupName: group.name,
  });
}
