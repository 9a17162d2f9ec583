import type { EcsCluster } from "../ecs-cluster";
import type { ISnsTopic } from "../sns";
import type { IVpc } from "../vpc";
import type { BootProps } from "./boot/boot";
import type { SystemLogsProps } from "./boot/system-logs";
import type { Architecture } from "./instance-families";
import type { InstanceRefreshProps } from "./instance-refresh";
import type { InstanceSchedule } from "./instance-schedule";
import type { InstanceStepScalingProps } from "./instance-step-scaling";
import type { SpotProps } from "./spot";

export interface EcsInstancesProps extends BootProps {
  readonly cluster: EcsCluster;
  readonly vpc: IVpc;
  /** Name of the group, unique in the cluster. @default "default" */
  readonly name?: string;
  /** E.g. `t3.small`, or `t4g.small` with a Graviton processor; the image follows from it. */
  readonly instanceType: string;
  /** Instances that are always there, 0 to 500. */
  readonly minSize: number;
  /** Instances that scaling may add up to, at least `minSize`; while some are replaced there can be more. */
  readonly maxSize: number;
  /** Instances to begin with, from `minSize` to `maxSize`; what follows is up to scaling. @default `minSize` */
  readonly desiredCapacity?: number;
  /**
   * Id of an image with the ECS agent, or `ecsOptimizedImage(…)` for a certain release.
   * @default the newest ECS-optimised Amazon Linux 2023 for the type (x86-64, Graviton, NVIDIA, Neuron) at each launch
   */
  readonly ami?: string;
  /** Architecture of `ami`, which the instance types are then held against. @default they are not */
  readonly architecture?: Architecture;
  /** @default none: every instance is On-Demand */
  readonly spot?: SpotProps;
  /** Size of the encrypted gp3 root volume, 30 to 16384: the images need 30. @default 30 */
  readonly rootVolumeGiB?: number;
  /** Key pair to sign in with, once somebody has opened the port. @default none: Session Manager needs neither */
  readonly keyName?: string;
  /**
   * The customer's key that encrypts the root volume; its policy must let Auto Scaling use it.
   * https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
   * @default the account's key for EBS
   */
  readonly volumeKmsKeyArn?: string;
  /**
   * Network hops that answers of the instance metadata service may take, 1 to 64. With 2, every container in network
   * mode `bridge` can take the role of the instance; tasks have roles of their own, which do not need it.
   * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html
   * @default 1
   */
  readonly instanceMetadataHopLimit?: number;
  /**
   * Seconds in which the ECS agent of a new instance must have registered, 30 to 7200. An instance that has not is
   * terminated and replaced: so a boot that always fails is tried again, and reported to `notifications`, once in this
   * time. An apply waits for 10 minutes and then fails.
   * https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks.html
   * @default 3600
   */
  readonly launchTimeoutSeconds?: number;
  /**
   * Classic balancers, e.g. an `Elb`, that get all instances of the group, and whose health check decides, beside EC2's, whether one is
   * replaced: for a service with a task on every instance. ECS registers those with a task by itself.
   * https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html
   * @default none: EC2's checks alone decide
   */
  readonly healthCheckElbs?: readonly { readonly name: string }[];
  /** Seconds in service in which failed checks do not count, 0 to 7200. @default 60 */
  readonly healthCheckGracePeriodSeconds?: number;
  /**
   * Which instances are terminated first, in order of precedence. What a new launch template or image has replaced
   * must not outlive it.
   * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-termination-policies.html
   * @default ["OldestLaunchTemplate", "OldestInstance"]
   */
  readonly terminationPolicies?: readonly string[];
  /** How changed instances are replaced. @default a new one first, then an old one goes */
  readonly instanceRefresh?: InstanceRefreshProps;
  /**
   * Days after which an instance is replaced in any case, 1 to 365, or 0 for never. With the default image, this is
   * how instances get security updates.
   * https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-max-instance-lifetime.html
   * @default 30
   */
  readonly maxInstanceLifetimeDays?: number;
  /** `managed`: ECS adds and takes away what tasks need. @default "managed" */
  readonly scaling?: "managed" | InstanceStepScalingProps;
  /**
   * Sizes by the clock. `minSize` and `maxSize` then count when the group is made, and not again.
   * @default none
   */
  readonly schedules?: readonly InstanceSchedule[];
  /**
   * The instances' own logs in CloudWatch, `{}` for all defaults. Off by default, because the CloudWatch agent
   * lengthens the boot and takes memory of every instance, of which the smallest have little to spare; the logs of
   * tasks do not need it. @default none
   */
  readonly systemLogs?: SystemLogsProps;
  /** Receives every launch and termination, failed ones included. @default no notifications */
  readonly notifications?: ISnsTopic;
  /** Name of the instances' role, see `IamRole`. @default none: it begins with the names of cluster and group */
  readonly roleName?: string;
  /**
   * Tags of the instances and volumes, in addition to Name, Cluster, InstanceGroup, and the Environment that
   * `addTerraformSettings` was given. @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

type Defaulted =
  | "name"
  | "rootVolumeGiB"
  | "healthCheckGracePeriodSeconds"
  | "terminationPolicies"
  | "maxInstanceLifetimeDays"
  | "instanceMetadataHopLimit"
  | "launchTimeoutSeconds"
  | "instanceRefresh"
  | "scaling"
  | "schedules"
  | "tags";

/** The props of a group with their defaults. */
export type GroupProps = EcsInstancesProps & Required<Pick<EcsInstancesProps, Defaulted>>;

export function withDefaults(props: EcsInstancesProps): GroupProps {
  return {
    ...props,
    name: props.name ?? "default",
    rootVolumeGiB: props.rootVolumeGiB ?? 30,
    healthCheckGracePeriodSeconds: props.healthCheckGracePeriodSeconds ?? 60,
    terminationPolicies: props.terminationPolicies ?? ["OldestLaunchTemplate", "OldestInstance"],
    maxInstanceLifetimeDays: props.maxInstanceLifetimeDays ?? 30,
    instanceMetadataHopLimit: props.instanceMetadataHopLimit ?? 1,
    launchTimeoutSeconds: props.launchTimeoutSeconds ?? 3600,
    instanceRefresh: props.instanceRefresh ?? {},
    scaling: props.scaling ?? "managed",
    schedules: props.schedules ?? [],
    tags: props.tags ?? {},
  };
}
