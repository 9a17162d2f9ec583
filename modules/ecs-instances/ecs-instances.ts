import type { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { AutoscalingNotification } from "@cdktf/provider-aws/lib/autoscaling-notification";
import { EcsCapacityProvider } from "@cdktf/provider-aws/lib/ecs-capacity-provider";
import { Construct } from "constructs";
import {
  arn,
  check,
  checkAtSynthesis,
  dependableFrom,
  environmentTag,
  escapeTemplate,
  locationOf,
  partitionOf,
  regionOf,
} from "../core";
import { checkGroup, type GroupCapacity } from "../capacity";
import type { InstanceGroup } from "../ecs-cluster";
import { allTraffic, SecurityGroup } from "../security-group";
import { addAutoScalingGroup } from "./auto-scaling-group";
import { type Boot, checkLength, planBoot } from "./boot/boot";
import { launchCompletionStep } from "./boot/launch-completion";
import { SystemLogs } from "./boot/system-logs";
import { checkInstances } from "./check-instances";
import { type EcsInstancesProps, type GroupProps, withDefaults } from "./ecs-instances-props";
import { groupCapacity } from "./group-capacity";
import { InstanceRole } from "./instance-role";
import { addSchedules } from "./instance-schedule";
import { InstanceStepScaling } from "./instance-step-scaling";
import { LAUNCH_HOOK } from "./launch-hook";
import { LaunchTemplate } from "./launch-template";
import { hasGpu, machineImage } from "./machine-image";

/**
 * A group of EC2 instances that joins a cluster and grows and shrinks with the tasks that are placed on it.
 * An instance that has to go hands its tasks over first (managed draining).
 *
 * A changed launch template (image, type, user data) rolls through the group by itself: a new instance comes, then an
 * old one hands over its tasks and goes. Terraform does not wait for the end of it. An image that is looked up at
 * launch changes without Terraform; instances get the newer one by `maxInstanceLifetimeDays`, or at once by
 * `aws autoscaling start-instance-refresh --auto-scaling-group-name <cluster>-<name>`.
 *
 * A new instance counts when its ECS agent has registered: until then a lifecycle hook holds it back, so that neither
 * an apply nor an instance refresh takes one that never joins the cluster for a good one.
 *
 * Makes `aws_launch_template` (IMDSv2, encrypted gp3 volume), `aws_autoscaling_group` in the private subnets with its
 * `aws_autoscaling_lifecycle_hook`,
 * `aws_ecs_capacity_provider`, an instance role and profile, a security group without ingress, and on request
 * `aws_autoscaling_notification`, `aws_autoscaling_schedule`, alarms with scaling policies, and log groups. No SSH:
 * Session Manager is on.
 */
export class EcsInstances extends Construct implements InstanceGroup {
  readonly capacityProviderName: string;
  readonly securityGroup: SecurityGroup;
  readonly autoScalingGroupName: string;
  readonly capacity: GroupCapacity;
  private readonly props: GroupProps;
  /** What group, template and provider are called. */
  private readonly fullName: string;

  constructor(scope: Construct, id: string, props: EcsInstancesProps) {
    super(scope, id);
    this.props = withDefaults(props);
    check(this, (c) => {
      checkInstances(c, this, this.props);
    });
    const { cluster, vpc, name, notifications, scaling, schedules, systemContainers = [] } = this.props;
    const { minSize: least, maxSize: most } = this.props;
    vpc.useAddresses?.({ subnets: "private", least, most });
    this.fullName = `${cluster.clusterName}-${name}`;
    this.capacity = groupCapacity(this.props);
    checkAtSynthesis(this, (c) => {
      checkGroup(c, this.capacity);
    });

    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpc,
      namePrefix: `${this.fullName}-instances`,
      description: `Instances of ${this.fullName}`,
    });
    const egress = this.securityGroup.allowToCidr("0.0.0.0/0", allTraffic, EGRESS);
    for (const container of systemContainers) {
      for (const port of container.openToVpc ?? []) {
        this.securityGroup.allowFromCidr(vpc.cidrBlock, port, `System container ${container.name}`);
      }
    }

    const boot = this.planBoot();
    const { instanceProfileArn, role } = new InstanceRole(this, "role", {
      cluster,
      groupName: name,
      name: this.props.roleName,
      permissions: boot.steps.flatMap(({ permissions = [] }) => permissions),
    });
    const image = machineImage(this.props);
    const group = addAutoScalingGroup(this, this.props, {
      name: this.fullName,
      template: this.addLaunchTemplate(image, instanceProfileArn, boot),
      image,
      tags: this.instanceTags(),
      // The agent of an instance that starts before its internet connectivity or its cluster exists gives up; and one
      // that loses its connectivity or its permissions first cannot tell that its tasks have stopped, and services hang
      // in DRAINING.
      dependsOn: dependableFrom(this, [
        cluster.created,
        ...(vpc.internetConnectivityEstablished ?? []),
        egress,
        ...role.permissions,
      ]),
    });
    this.autoScalingGroupName = group.name;
    this.capacityProviderName = this.addCapacityProvider(group);
    cluster.addInstanceGroup(this);
    if (scaling !== "managed") {
      const { clusterName } = cluster;
      const scaled = { clusterName, autoScalingGroupName: group.name, namePrefix: this.fullName };
      new InstanceStepScaling(this, "scaling", scaled, scaling);
    }
    addSchedules(this, group.name, schedules);
    if (notifications !== undefined) {
      new AutoscalingNotification(this, "notifications", {
        groupNames: [group.name],
        topicArn: notifications.arn,
        notifications: NOTIFICATIONS,
      });
    }
  }

  private planBoot(): Boot {
    const { cluster, name, systemLogs } = this.props;
    const { clusterName } = cluster;
    const [region, partition] = [regionOf(this), partitionOf(this)];
    const logs =
      systemLogs && new SystemLogs(this, "logs", { ...systemLogs, clusterName, groupName: name, region });
    const launchCompletion = launchCompletionStep({
      autoScalingGroupName: this.fullName,
      lifecycleHookName: LAUNCH_HOOK,
      // The group's own ARN is known too late: the group waits for the permissions of its instances.
      autoScalingGroupArn: arn(
        locationOf(this, cluster.arn),
        "autoscaling",
        `autoScalingGroup:*:autoScalingGroupName/${this.fullName}`,
      ),
      region,
    });
    const boot = planBoot(this.props, {
      clusterName,
      region,
      partition,
      gpu: hasGpu(this.props),
      before: logs ? [logs.userDataStep] : [],
      after: [launchCompletion],
    });
    checkAtSynthesis(this, (c) => {
      checkLength(c, boot);
    });
    return boot;
  }

  private addLaunchTemplate(image: string, instanceProfileArn: string, boot: Boot): LaunchTemplate {
    const { instanceType, rootVolumeGiB, volumeKmsKeyArn, instanceMetadataHopLimit, keyName } = this.props;
    return new LaunchTemplate(this, "launch-template", {
      namePrefix: this.fullName,
      image,
      instanceType,
      instanceProfileArn,
      securityGroup: this.securityGroup,
      rootVolumeGiB,
      volumeKmsKeyArn,
      hopLimit: instanceMetadataHopLimit,
      keyName,
      userData: boot.script,
      tags: this.instanceTags(),
    });
  }

  private addCapacityProvider(group: AutoscalingGroup): string {
    const provider = new EcsCapacityProvider(this, "capacity-provider", {
      // Text known at plan: the AWS provider cannot plan a service whose strategy names an unknown one.
      name: this.fullName,
      autoScalingGroupProvider: {
        autoScalingGroupArn: group.arn,
        managedScaling:
          this.props.scaling === "managed"
            ? { status: "ENABLED", targetCapacity: 100 }
            : { status: "DISABLED" },
        managedDraining: "ENABLED",
        // Draining keeps tasks safe; protection on top of it would make every destroy hang.
        managedTerminationProtection: "DISABLED",
      },
      // Removing one of several providers: the association forgets it before it is destroyed.
      lifecycle: { createBeforeDestroy: true },
    });
    return provider.name;
  }

  private instanceTags(): Record<string, string> {
    const { cluster, name, tags } = this.props;
    const own = { Name: this.fullName, Cluster: cluster.clusterName, InstanceGroup: name };
    const given = Object.entries(tags).map(([key, value]) => [escapeTemplate(key), escapeTemplate(value)]);
    return { ...own, ...environmentTag(this), ...(Object.fromEntries(given) as Record<string, string>) };
  }
}

const EGRESS = "Images, the ECS agent, and what tasks call";

const NOTIFICATIONS = [
  "autoscaling:EC2_INSTANCE_LAUNCH",
  "autoscaling:EC2_INSTANCE_LAUNCH_ERROR",
  "autoscaling:EC2_INSTANCE_TERMINATE",
  "autoscaling:EC2_INSTANCE_TERMINATE_ERROR",
];
