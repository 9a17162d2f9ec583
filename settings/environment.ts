import type { NatMode } from "../modules/vpc";

/** An environment, and its name: that of its file in `environments/`. */
export interface Environment extends EnvironmentSettings {
  /** Short and stable: it is part of the names of all resources and of the state's key. */
  readonly name: string;
}

/** What one environment is. Everything that differs between environments is here, and nothing else. */
export interface EnvironmentSettings {
  /** What the environment is of, e.g. `shop`: the tag `Project` of all resources. */
  readonly project: string;
  /** Region of AWS, e.g. `eu-west-1`. */
  readonly region: string;
  /** Two to six availability zones of the region. */
  readonly zones: readonly string[];
  /** Bucket for Terraform's state, in the same region; bucket names are unique in the world. */
  readonly stateBucket: string;
  readonly network: {
    /** Range of the VPC; different for environments that may be connected some day. */
    readonly cidrBlock: string;
    readonly nat: NatMode;
  };
  readonly instances: {
    readonly instanceType: string;
    readonly minSize: number;
    readonly maxSize: number;
  };
  /** Who is told about instances that come and go, and about tasks that fail. */
  readonly alertEmails: readonly string[];
  /**
   * The services by key, of lowercase letters, digits and underscores. A key names the version: context `<key>.version`,
   * variable `<key>_version`.
   */
  readonly services: Readonly<Record<string, ServiceSettings>>;
  /** What is run now and then and ends by itself, by name: `npm run task -- <name>`. @default none */
  readonly tasks?: Readonly<Record<string, TaskSettings>>;
}

/** What one service of an environment is. */
export interface ServiceSettings {
  /** Begins with a letter: outputs are named after it. */
  readonly name: string;
  /** Image without its tag: the tag is the version. */
  readonly repository: string;
  /** CPU units, of which a vCPU has 1024. */
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly containerPort: number;
  /** Fixed port on the instance: one task per instance. @default ECS picks a free one */
  readonly hostPort?: number;
  readonly desiredCount: number;
  readonly minTasks: number;
  readonly maxTasks: number;
  readonly healthCheckPath: string;
  /** Lower is tried first by the load balancer; never change one that is in use. */
  readonly priority: number;
  /** Paths that lead to the service. */
  readonly paths: readonly string[];
}

/** What one task of an environment is: another command in the image of a service, in that service's version. */
export interface TaskSettings {
  /** Key of the service. */
  readonly service: string;
  /** The program and its arguments. */
  readonly command: readonly string[];
  readonly memoryMiB: number;
  /** When it is run by itself, e.g. `cron(0 3 * * ? *)`. @default only when somebody runs it */
  readonly schedule?: string;
  /** IANA time zone of `schedule`. @default "UTC" */
  readonly timeZone?: string;
}
