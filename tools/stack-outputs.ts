/** What the outputs of a stack are called: the contract between the constructs that make them and the commands that read them. */
export const OUTPUTS = {
  /** Of a service, by its key: its version in `cdktf.json` when it was deployed last. */
  committedVersion: { suffix: "_committed_version" },
  /** Of a service, by its key: where its images are. */
  repository: { suffix: "_repository" },
  /** Of a task, by its name; its value is a `TaskOutput`. */
  task: { prefix: "task_" },
} as const;

/** Name of the input variable for the version of a service: `app_version` for `app`. */
export const VERSION_SUFFIX = "_version";

/** How a task is run. */
export interface TaskOutput {
  readonly region: string;
  readonly cluster: string;
  /** ARN of the task definition. */
  readonly taskDefinition: string;
  /** The container whose exit code is that of the task. */
  readonly container: string;
  readonly logGroup: string;
  /** Empty with a launch type. */
  readonly capacityProviderStrategy: { capacityProvider: string; weight?: number; base?: number }[];
  readonly launchType?: "EC2";
  /** Undefined unless the network mode is awsvpc. */
  readonly networkConfiguration?: { subnets: string[]; securityGroups: string[] };
}
