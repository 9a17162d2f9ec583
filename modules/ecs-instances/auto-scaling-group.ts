import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { GroupProps } from "./ecs-instances-props";
import { instanceRefresh } from "./instance-refresh";
import { addLaunchHook, launchHook } from "./launch-hook";
import type { LaunchTemplate } from "./launch-template";
import { instanceTypesOf } from "./machine-image";
import { mixedInstancesPolicy } from "./spot";

export interface AutoScalingGroupInput {
  readonly name: string;
  readonly template: LaunchTemplate;
  readonly image: string;
  /** Of the instances. */
  readonly tags: Readonly<Record<string, string>>;
  readonly dependsOn: ITerraformDependable[];
}

/** Makes the `aws_autoscaling_group` of a group, and its `aws_autoscaling_lifecycle_hook`. */
export function addAutoScalingGroup(
  scope: Construct,
  props: GroupProps,
  { name, template, image, tags, dependsOn }: AutoScalingGroupInput,
): AutoscalingGroup {
  const { vpc, spot, schedules, launchTimeoutSeconds, desiredCapacity, healthCheckElbs = [] } = props;
  const group = new AutoscalingGroup(scope, "group", {
    name,
    minSize: props.minSize,
    maxSize: props.maxSize,
    desiredCapacity,
    vpcZoneIdentifier: [...vpc.privateSubnetIds],
    ...(spot === undefined
      ? { launchTemplate: { id: template.templateId, version: template.version } }
      : {
          mixedInstancesPolicy: mixedInstancesPolicy(spot, instanceTypesOf(props), template),
          // A Spot instance that is about to be taken back is replaced before it is.
          capacityRebalance: true,
        }),
    ...instanceRefresh(props.instanceRefresh, image),
    maxInstanceLifetime: props.maxInstanceLifetimeDays * SECONDS_PER_DAY,
    healthCheckType: healthCheckElbs.length > 0 ? "ELB" : "EC2",
    loadBalancers: healthCheckElbs.length > 0 ? healthCheckElbs.map(({ name }) => name) : undefined,
    healthCheckGracePeriod: props.healthCheckGracePeriodSeconds,
    defaultCooldown: COOLDOWN_SECONDS,
    terminationPolicies: [...props.terminationPolicies],
    // Instances that carry tasks do not hold up the destruction of the group.
    forceDelete: true,
    tag: Object.entries({ ...tags, AmazonECSManaged: "true" }).map(([key, value]) => ({
      key,
      value,
      propagateAtLaunch: true,
    })),
    // For the first instances, which are launched before a resource of its own could make the hook.
    initialLifecycleHook: [launchHook(launchTimeoutSeconds)],
    lifecycle: {
      ignoreChanges: [
        // A change would replace the whole group.
        "initial_lifecycle_hook",
        // Scaling has changed it since.
        ...(desiredCapacity === undefined ? [] : ["desired_capacity"]),
        // What a schedule has set is not Terraform's to set back.
        ...(schedules.length > 0 ? ["min_size", "max_size"] : []),
      ],
    },
    dependsOn,
  });
  addLaunchHook(scope, group, launchTimeoutSeconds);
  return group;
}

const COOLDOWN_SECONDS = 300;
const SECONDS_PER_DAY = 86_400;
