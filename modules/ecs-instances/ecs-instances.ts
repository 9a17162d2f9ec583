import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { AutoscalingNotification } from "@cdktf/provider-aws/lib/autoscaling-notification";
import { EcsCapacityProvider } from "@cdktf/provider-aws/lib/ecs-capacity-provider";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Fn, TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import type { EcsCluster, InstanceGroup } from "../ecs-cluster";
import { allTraffic, SecurityGroup } from "../security-group";
import type { SnsTopic } from "../sns";
import { escapeTemplate } from "../template";
import { rules, validateProp, validateProps, ValidationError } from "../validation";
import type { IVpc } from "../vpc";
import type { BootStep } from "./boot-step";
import { InstanceRole } from "./instance-role";
import type { SystemContainer } from "./system-container";
import { userData } from "./user-data";

export interface EcsInstancesProps {
  readonly cluster: EcsCluster;
  readonly vpc: IVpc;
  /** Name of the group, unique in the cluster. @default "default" */
  readonly name?: string;
  /** E.g. `t3.small`; x86-64 unless `ami` says otherwise. */
  readonly instanceType: string;
  /** Instances that are always there, 0 to 500. */
  readonly minSize: number;
  /** Instances that managed scaling may add up to, at least `minSize`. */
  readonly maxSize: number;
  /** Id of an image. @default the newest ECS-optimised Amazon Linux 2023 at each launch */
  readonly ami?: string;
  /** Size of the encrypted gp3 root volume, 30 to 16384: the images need 30. @default 30 */
  readonly rootVolumeGiB?: number;
  /** Seconds after launch in which failed checks do not count, 0 to 7200. @default 60 */
  readonly healthCheckGracePeriodSeconds?: number;
  /** Which instances go first. @default ["NewestInstance", "Default"] */
  readonly terminationPolicies?: readonly string[];
  /** Started at boot on every instance, and again whenever they end. @default none */
  readonly systemContainers?: readonly SystemContainer[];
  /** What else every instance does at its first boot, in this order. @default nothing */
  readonly bootSteps?: readonly BootStep[];
  /** Receives every launch and termination, failed ones included. @default no notifications */
  readonly notifications?: SnsTopic;
  /** Tags of the instances and volumes, in addition to Name, Cluster and InstanceGroup. @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A group of EC2 instances that joins a cluster and grows and shrinks with the tasks that are placed on it.
 * An instance that has to go hands its tasks over first (managed draining).
 *
 * Makes `aws_launch_template` (IMDSv2, encrypted gp3 volume), `aws_autoscaling_group` in the private subnets,
 * `aws_ecs_capacity_provider`, an instance role and profile, a security group without ingress, and
 * `aws_autoscaling_notification`. No SSH: Session Manager is on.
 */
export class EcsInstances extends Construct implements InstanceGroup {
  readonly capacityProviderName: string;
  readonly securityGroup: SecurityGroup;
  readonly autoScalingGroupName: string;
  private readonly props: Required<Omit<EcsInstancesProps, "notifications">>;

  constructor(scope: Construct, id: string, props: EcsInstancesProps) {
    super(scope, id);
    this.props = {
      name: "default",
      ami: NEWEST_ECS_AMI,
      rootVolumeGiB: 30,
      healthCheckGracePeriodSeconds: 60,
      terminationPolicies: ["NewestInstance", "Default"],
      systemContainers: [],
      bootSteps: [],
      tags: {},
      ...props,
    };
    this.validate();
    const { cluster, vpc } = this.props;
    const name = `${cluster.clusterName}-${this.props.name}`;

    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpc,
      namePrefix: `${name}-instances`,
      description: `Instances of ${name}`,
    });
    this.securityGroup.allowToCidr("0.0.0.0/0", allTraffic, "Images, the ECS agent, and what tasks call");

    const group = this.addGroup(name, this.addLaunchTemplate(name));
    this.autoScalingGroupName = group.name;
    this.capacityProviderName = this.addCapacityProvider(name, group);
    cluster.addInstanceGroup(this);
    if (props.notifications !== undefined) {
      new AutoscalingNotification(this, "notifications", {
        groupNames: [group.name],
        topicArn: props.notifications.arn,
        notifications: NOTIFICATIONS,
      });
    }
  }

  private validate(): void {
    validateProps(this, this.props, {
      name: rules.text(
        /^[a-z][a-z0-9-]{0,31}$/,
        "1 to 32 small letters, digits and hyphens",
        "choose a shorter name",
      ),
      instanceType: rules.text(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, "an instance type", "write it like t3.small"),
      minSize: rules.integer(0, 500, "the default environment has 2"),
      maxSize: rules.integer(1, 500, "the default environment has 3"),
      ami: rules.text(
        /^(ami-[0-9a-f]{8,17}|resolve:ssm:\/\S+)$/,
        "the id of an image",
        "write it like ami-0123…",
      ),
      rootVolumeGiB: rules.integer(30, 16_384, "the images need 30"),
      healthCheckGracePeriodSeconds: rules.integer(0, 7200, "the default is 60"),
    });
    const { cluster, vpc, minSize, maxSize } = this.props;
    validateProp(this, "cluster", cluster.clusterName, {
      must: 'have a name that does not begin with "aws", "ecs" or "fargate"',
      isMet: (clusterName) => !/^(aws|ecs|fargate)/i.test(clusterName),
      remedy: "the name of a capacity provider begins with it, and AWS reserves these beginnings",
    });
    if (minSize > maxSize) {
      throw new ValidationError(this, {
        prop: "minSize",
        must: `not be greater than 'maxSize' (${maxSize})`,
        got: minSize,
        remedy: "lower the minimum or raise the maximum",
      });
    }
    if (vpc.privateRoutesOut === undefined) {
      throw new ValidationError(this, {
        prop: "vpc",
        must: "let private subnets reach ECS",
        got: 'nat: "none"',
        remedy: 'set nat to "single" or "per-zone" on the VPC',
      });
    }
  }

  private addLaunchTemplate(name: string): LaunchTemplate {
    const { cluster, ami, instanceType, rootVolumeGiB } = this.props;
    const { instanceProfileArn } = new InstanceRole(this, "role", { cluster, groupName: this.props.name });
    const tags = this.instanceTags();
    // A local value, so that the script can be read in the synthesized JSON.
    const script = new TerraformLocal(
      this,
      "user-data",
      escapeTemplate(userData({ clusterName: cluster.clusterName })),
    );
    return new LaunchTemplate(this, "launch-template", {
      namePrefix: `${name}-`,
      imageId: ami,
      instanceType,
      updateDefaultVersion: true,
      iamInstanceProfile: { arn: instanceProfileArn },
      vpcSecurityGroupIds: [this.securityGroup.securityGroupId],
      userData: Fn.base64encode(script.asString),
      // Two hops, because a container behind Docker's bridge is one away from the instance.
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 2 },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: {
            volumeType: "gp3",
            volumeSize: rootVolumeGiB,
            encrypted: "true",
            deleteOnTermination: "true",
          },
        },
      ],
      // Default tags of the provider reach the template, but not what is launched from it.
      tagSpecifications: [
        { resourceType: "instance", tags },
        { resourceType: "volume", tags },
      ],
      lifecycle: { createBeforeDestroy: true },
    });
  }

  private addGroup(name: string, template: LaunchTemplate): AutoscalingGroup {
    const { cluster, vpc, minSize, maxSize, healthCheckGracePeriodSeconds, terminationPolicies } = this.props;
    return new AutoscalingGroup(this, "group", {
      name,
      minSize,
      maxSize,
      vpcZoneIdentifier: [...vpc.privateSubnetIds],
      launchTemplate: { id: template.id, version: Fn.tostring(template.latestVersion) },
      healthCheckType: "EC2",
      healthCheckGracePeriod: healthCheckGracePeriodSeconds,
      defaultCooldown: COOLDOWN_SECONDS,
      terminationPolicies: [...terminationPolicies],
      // Instances that carry tasks do not hold up the destruction of the group.
      forceDelete: true,
      tag: Object.entries({ ...this.instanceTags(), AmazonECSManaged: "true" }).map(([key, value]) => ({
        key,
        value,
        propagateAtLaunch: true,
      })),
      // The agent of an instance that starts before its way out or its cluster exists gives up.
      dependsOn: [cluster.created, ...(vpc.privateRoutesOut ?? [])],
    });
  }

  private addCapacityProvider(name: string, group: AutoscalingGroup): string {
    const provider = new EcsCapacityProvider(this, "capacity-provider", {
      // Text known at plan: the AWS provider cannot plan a service whose strategy names an unknown one.
      name,
      autoScalingGroupProvider: {
        autoScalingGroupArn: group.arn,
        managedScaling: { status: "ENABLED", targetCapacity: 100 },
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
    return {
      Name: `${cluster.clusterName}-${name}`,
      Cluster: cluster.clusterName,
      InstanceGroup: name,
      ...tags,
    };
  }
}

/** Read by EC2 at each launch: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html */
const NEWEST_ECS_AMI = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id";

const COOLDOWN_SECONDS = 300;

const NOTIFICATIONS = [
  "autoscaling:EC2_INSTANCE_LAUNCH",
  "autoscaling:EC2_INSTANCE_LAUNCH_ERROR",
  "autoscaling:EC2_INSTANCE_TERMINATE",
  "autoscaling:EC2_INSTANCE_TERMINATE_ERROR",
];
