import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { AutoscalingNotification } from "@cdktf/provider-aws/lib/autoscaling-notification";
import { EcsCapacityProvider } from "@cdktf/provider-aws/lib/ecs-capacity-provider";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { check, checkAtSynthesis, partitionOf, regionOf } from "../core";
import type { InstanceGroup } from "../ecs-cluster";
import { allTraffic, SecurityGroup } from "../security-group";
import { checkLength, planBoot } from "./boot/boot";
import { SystemLogs } from "./boot/system-logs";
import { checkInstances } from "./check-instances";
import { type EcsInstancesProps, type GroupProps, withDefaults } from "./ecs-instances-props";
import { instanceRefresh } from "./instance-refresh";
import { InstanceRole } from "./instance-role";
import { addSchedules } from "./instance-schedule";
import { InstanceStepScaling } from "./instance-step-scaling";
import { LaunchTemplate } from "./launch-template";
import { instanceTypesOf, machineImage } from "./machine-image";
import { mixedInstancesPolicy } from "./spot";

/**
 * A group of EC2 instances that joins a cluster and grows and shrinks with the tasks that are placed on it.
 * An instance that has to go hands its tasks over first (managed draining).
 *
 * A changed launch template (image, type, user data) rolls through the group by itself: a new instance comes, then an
 * old one hands over its tasks and goes. Terraform does not wait for the end of it. An image that is looked up at
 * launch changes without Terraform; instances get the newer one by `maxInstanceLifetimeDays`, or at once by
 * `aws autoscaling start-instance-refresh --auto-scaling-group-name <cluster>-<name>`.
 *
 * Makes `aws_launch_template` (IMDSv2, encrypted gp3 volume), `aws_autoscaling_group` in the private subnets,
 * `aws_ecs_capacity_provider`, an instance role and profile, a security group without ingress, and on request
 * `aws_autoscaling_notification`, `aws_autoscaling_schedule`, alarms with scaling policies, and log groups. No SSH:
 * Session Manager is on.
 */
export class EcsInstances extends Construct implements InstanceGroup {
  readonly capacityProviderName: string;
  readonly securityGroup: SecurityGroup;
  readonly autoScalingGroupName: string;
  private readonly props: GroupProps;
  /** What group, template and provider are called. */
  private readonly fullName: string;

  constructor(scope: Construct, id: string, props: EcsInstancesProps) {
    super(scope, id);
    this.props = withDefaults(props);
    check(this, (c) => {
      checkInstances(c, this.props);
    });
    const { cluster, vpc, name, notifications, scaling, schedules, systemContainers = [] } = this.props;
    this.fullName = `${cluster.clusterName}-${name}`;

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

    const group = this.addGroup(egress);
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

  private addGroup(egress: ITerraformDependable): AutoscalingGroup {
    const { cluster, vpc, spot, schedules, maxInstanceLifetimeDays } = this.props;
    const image = machineImage(this.props);
    const { template, permissions } = this.addLaunchTemplate(image);
    return new AutoscalingGroup(this, "group", {
      name: this.fullName,
      minSize: this.props.minSize,
      maxSize: this.props.maxSize,
      vpcZoneIdentifier: [...vpc.privateSubnetIds],
      ...(spot === undefined
        ? { launchTemplate: { id: template.templateId, version: template.version } }
        : {
            mixedInstancesPolicy: mixedInstancesPolicy(spot, instanceTypesOf(this.props), template),
            // A Spot instance that is about to be taken back is replaced before it is.
            capacityRebalance: true,
          }),
      ...instanceRefresh(this.props.instanceRefresh, image),
      maxInstanceLifetime: maxInstanceLifetimeDays && maxInstanceLifetimeDays * SECONDS_PER_DAY,
      healthCheckType: "EC2",
      healthCheckGracePeriod: this.props.healthCheckGracePeriodSeconds,
      defaultCooldown: COOLDOWN_SECONDS,
      terminationPolicies: [...this.props.terminationPolicies],
      // Instances that carry tasks do not hold up the destruction of the group.
      forceDelete: true,
      tag: Object.entries({ ...this.instanceTags(), AmazonECSManaged: "true" }).map(([key, value]) => ({
        key,
        value,
        propagateAtLaunch: true,
      })),
      // What a schedule has set is not Terraform's to set back.
      lifecycle: schedules.length > 0 ? { ignoreChanges: ["min_size", "max_size"] } : undefined,
      // The agent of an instance that starts before its internet connectivity or its cluster exists gives up; and one that loses
      // its connectivity or its permissions first cannot tell that its tasks have stopped, and services hang in DRAINING.
      dependsOn: [cluster.created, ...(vpc.internetConnectivityEstablished ?? []), egress, ...permissions],
    });
  }

  private addLaunchTemplate(image: string) {
    const { cluster, name, systemLogs, instanceType, rootVolumeGiB, keyName } = this.props;
    const { clusterName } = cluster;
    const region = regionOf(this);
    const logs =
      systemLogs && new SystemLogs(this, "logs", { ...systemLogs, clusterName, groupName: name, region });
    const boot = planBoot(this.props, {
      clusterName,
      region,
      partition: partitionOf(this),
      firstSteps: logs ? [logs.userDataStep] : [],
    });
    checkAtSynthesis(this, (c) => {
      checkLength(c, boot);
    });
    const { instanceProfileArn, role } = new InstanceRole(this, "role", {
      cluster,
      groupName: name,
      permissions: boot.steps.flatMap(({ permissions = [] }) => permissions),
    });
    const template = new LaunchTemplate(this, "launch-template", {
      namePrefix: this.fullName,
      image,
      instanceType,
      instanceProfileArn,
      securityGroup: this.securityGroup,
      rootVolumeGiB,
      keyName,
      userData: boot.script,
      tags: this.instanceTags(),
    });
    return { template, permissions: role.permissions };
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
    return { Name: this.fullName, Cluster: cluster.clusterName, InstanceGroup: name, ...tags };
  }
}

const EGRESS = "Images, the ECS agent, and what tasks call";
const COOLDOWN_SECONDS = 300;
const SECONDS_PER_DAY = 86_400;

const NOTIFICATIONS = [
  "autoscaling:EC2_INSTANCE_LAUNCH",
  "autoscaling:EC2_INSTANCE_LAUNCH_ERROR",
  "autoscaling:EC2_INSTANCE_TERMINATE",
  "autoscaling:EC2_INSTANCE_TERMINATE_ERROR",
];
