import type { ServiceAlarmsProps } from "../modules/alarms";
import type { AlbTarget, DaemonServiceProps, EcsServiceProps, ElbTarget } from "../modules/ecs-service";
import type { ServicePort } from "../modules/ecs-task";
import type { PolicyStatement } from "../modules/iam";
import type { Acknowledgements } from "./acknowledgements";
import type { ByName } from "./by-name";
import type { ContainerSettings } from "./container-settings";

/** What the environment knows itself. */
type KnownOfService = "cluster" | "vpc" | "name" | "containers";

/** What services of every kind have in common. */
interface CommonServiceSettings {
  /** The first one is the service itself, others help it. */
  readonly containers: readonly ContainerSettings[];
  /**
   * Where the images of the service are: an image without its tag, which is the version, or a repository of ECR.
   * @default none: each container has an `image`
   */
  readonly repository?: string | EcrReference;
  /** What the program may do, beside what `taskRole` may. @default nothing */
  readonly permissions?: readonly PolicyStatement[];
  /** Warnings about it that are right as they are. @default none */
  readonly acknowledge?: Acknowledgements;
}

/** One service of an environment. */
export interface ServiceSettings
  extends
    CommonServiceSettings,
    ByName<Omit<EcsServiceProps, KnownOfService | "loadBalancer" | "loadBalancers">> {
  /** Outputs are named after it, so it begins with a letter. @default the key, with hyphens for underscores */
  readonly name?: string;
  /** Which requests of which balancer the tasks get. @default none: nothing reaches the service from outside */
  readonly loadBalancer?: TargetSettings;
  /** Further ones, each by a stable name of its own; at most 5 in all. @default none */
  readonly loadBalancers?: Readonly<Record<string, TargetSettings>>;
  /** Services, by their keys, that the tasks connect to, and the port of each: `{}` is its first. @default none */
  readonly connectsTo?: Readonly<Record<string, ServicePort>>;
  /** From where on something is wrong with the service; `false` for no alarms. @default {} */
  readonly alarms?: false | AlarmSettings;
}

/** One task on every instance. */
export interface DaemonSettings
  extends CommonServiceSettings, ByName<Omit<DaemonServiceProps, KnownOfService>> {
  /** @default the key, with hyphens for underscores */
  readonly name?: string;
}

/** A port of a service as a target of a balancer. */
export type TargetSettings = AlbTargetSettings | ByName<ElbTarget>;

/** A target of an application balancer. */
export interface AlbTargetSettings extends ByName<Omit<AlbTarget, "alb">> {
  /** One of `balancers`, or a further listener of one: `public.admin`. @default "default" */
  readonly alb?: string;
}

/** Alarms of a service. */
export interface AlarmSettings extends ByName<Omit<ServiceAlarmsProps, "service" | "topic">> {
  /** One of `topics`. @default "alerts" */
  readonly topic?: string;
}

/** A repository of ECR. */
export interface EcrReference {
  /** One of `repositories`, or `true` for one of the service's own: `<environment>/<service>`. */
  readonly ecr: true | string;
}
