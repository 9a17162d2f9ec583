import type { EcsCluster } from "../ecs-cluster";
import type { SnsTopic } from "../sns";
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
  /** Seconds after launch in which failed checks do not count, 0 to 7200. @default 60 */
  readonly healthCheckGracePeriodSeconds?: number;
  /** Which instances are terminated first, in order of precedence. @default ["NewestInstance", "Default"] */
  readonly terminationPolicies?: readonly string[];
  /** How changed instances are replaced. @default a new one first, then an old one goes */
  readonly instanceRefresh?: InstanceRefreshProps;
  /**
   * Days after which an instance is replaced in any case, 1 to 365; with the default image, this is how instances
   * get the newest one. @default never
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
  readonly notifications?: SnsTopic;
  /** Tags of the instances and volumes, in addition to Name, Cluster and InstanceGroup. @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

type Defaulted =
  | "name"
  | "rootVolumeGiB"
  | "healthCheckGracePeriodSeconds"
  | "terminationPolicies"
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
    terminationPolicies: props.terminationPolicies ?? ["NewestInstance", "Default"],
    instanceRefresh: props.instanceRefresh ?? {},
    scaling: props.scaling ?? "managed",
    schedules: props.schedules ?? [],
    tags: props.tags ?? {},
  };
}
