import type { ConsulProps } from "../modules/consul";
import type { EcrRepositoryProps } from "../modules/ecr";
import type { EcsClusterProps } from "../modules/ecs-cluster";
import type { EcsEventsProps } from "../modules/ecs-events";
import type { EcsInstancesProps } from "../modules/ecs-instances";
import type { EcsTaskRoleProps } from "../modules/ecs-roles";
import type { LogBucketProps } from "../modules/log-bucket";
import type { DatabaseProps } from "../modules/rds";
import type { DatabaseUsersProps } from "../modules/database-users";
import type { PrivateDnsNamespaceProps } from "../modules/service-discovery";
import type { SnsTopicProps } from "../modules/sns";
import type { EcsDeployerProps } from "../modules/users";
import type { ExistingVpcProps, VpcLookupProps, VpcProps } from "../modules/vpc";
import type { BalancerSettings, ClassicBalancerSettings } from "./balancer-settings";
import type { Acknowledgements } from "./acknowledgements";
import type { ByName } from "./by-name";
import type { DaemonSettings, ServiceSettings } from "./service-settings";
import type { TaskSettings } from "./task-settings";

/** Things of one kind by their names, which are part of their addresses and stay. */
type Named<Settings> = Readonly<Record<string, Settings>>;

/** An environment, and its name: that of its file in `environments/`. */
export interface Environment extends EnvironmentSettings {
  /** Short and stable: it is part of the names of all resources and of the state's key. */
  readonly name: string;
}

/**
 * What one environment is. Everything that differs between environments is here, and nothing else. All of it is said by
 * the props of the constructs that make it, without what the environment knows itself; these refer to each other by name.
 */
export interface EnvironmentSettings {
  /** What the environment is of, e.g. `shop`: the tag `Project` of all resources. */
  readonly project: string;
  /** Region of AWS, e.g. `eu-west-1`. */
  readonly region: string;
  /**
   * Bucket for Terraform's state, in the same region; bucket names are unique in the world. Never change it once it is
   * in use.
   * @default "<project>-terraform-state-<name>-<account>"; without the account as long as `npm run bootstrap` has not
   * noted it in cdktf.json
   */
  readonly stateBucket?: string;
  /** A network of its own; or an existing one, by ids or by tags. */
  readonly network: NetworkSettings;
  /** @default {} */
  readonly cluster?: ByName<Omit<EcsClusterProps, "name">>;
  /** Groups of instances; several need a `capacityProviderStrategy` of each service and task. */
  readonly instances: Named<GroupSettings>;
  /** Application balancers. @default { default: {} }, which is internal */
  readonly balancers?: Named<BalancerSettings>;
  /** Classic balancers. @default none */
  readonly classicBalancers?: Named<ClassicBalancerSettings>;
  /**
   * Who is told; `alerts` is told what no other topic is named for. All alarms of the account in the region may publish, unless
   * `accountPublishers` says otherwise.
   * @default { alerts: {} }, which tells nobody
   */
  readonly topics?: Named<TopicSettings>;
  /** Messages about what goes wrong in the cluster. @default {} */
  readonly events?: EventSettings;
  /** Buckets for the logs of balancers. @default none */
  readonly logBuckets?: Named<LogBucketSettings>;
  /** Names by which services find each other. @default none */
  readonly namespaces?: Named<NamespaceSettings>;
  /** @default none */
  readonly databases?: Named<DatabaseSettings>;
  /** Repositories of ECR that services share. @default none */
  readonly repositories?: Named<RepositorySettings>;
  /** Roles that tasks share. @default none: each task has one of its own */
  readonly taskRoles?: Named<TaskRoleSettings>;
  /**
   * The services by key, of lowercase letters, digits and underscores. A key names the version: context `<key>.version`,
   * variable `<key>_version`.
   */
  readonly services: Named<ServiceSettings>;
  /** Services that have one task on every instance. @default none */
  readonly daemons?: Named<DaemonSettings>;
  /** What is run now and then and ends by itself, by name: `npm run task -- <name>`. @default none */
  readonly tasks?: Named<TaskSettings>;
  /**
   * Warnings anywhere in the environment that are right as they are, by their codes. Services, tasks and groups of instances
   * have this setting, too. @default none
   */
  readonly acknowledge?: Acknowledgements;
  /** Who may bring out new versions, and nothing else. @default nobody but you */
  readonly deployer?: DeployerSettings;
}

export type NetworkSettings = ByName<Omit<VpcProps, "name"> | ExistingVpcProps | VpcLookupProps>;

export interface GroupSettings extends ByName<Omit<EcsInstancesProps, "cluster" | "vpc" | "name">> {
  /** Puts a Consul client and Registrator on every instance. @default none */
  readonly consul?: ByName<ConsulProps>;
  /** Warnings about the group that are right as they are. @default none */
  readonly acknowledge?: Acknowledgements;
}

export type TopicSettings = ByName<Omit<SnsTopicProps, "name">>;
export type LogBucketSettings = ByName<Omit<LogBucketProps, "namePrefix">>;
export type NamespaceSettings = ByName<Omit<PrivateDnsNamespaceProps, "vpc">>;
export type TaskRoleSettings = ByName<Omit<EcsTaskRoleProps, "namePrefix">>;

export interface DatabaseSettings extends ByName<Omit<DatabaseProps, "cluster" | "vpc" | "name">> {
  /**
   * Users that have a database of their own on the instance, each by a name that stays. A container is given one as
   * `database: "<name>.<user>"`. The task `<name>-users` makes them, before the services that need them are deployed.
   * @default none
   */
  readonly users?: readonly string[];
  /** How that task runs. @default {} */
  readonly usersTask?: ByName<Omit<DatabaseUsersProps, "cluster" | "vpc" | "database" | "name" | "users">>;
}

export interface EventSettings extends ByName<Omit<EcsEventsProps, "cluster" | "topic">> {
  /** One of `topics`. @default "alerts" */
  readonly topic?: string;
}

export interface RepositorySettings extends ByName<Omit<EcrRepositoryProps, "name">> {
  /** @default <environment>/<key> */
  readonly name?: string;
}

export interface DeployerSettings extends ByName<
  Omit<EcsDeployerProps, "cluster" | "state" | "services" | "tasks" | "repositories">
> {
  /** @default all */
  readonly services?: readonly string[];
  /** @default all */
  readonly tasks?: readonly string[];
  /** Those of `repositories`, and of services with a repository of their own by their keys. @default all */
  readonly repositories?: readonly string[];
}
