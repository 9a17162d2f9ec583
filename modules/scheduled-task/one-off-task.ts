import { dependable, type ITerraformDependable, type TerraformOutputConfig } from "cdktf";
import { Construct } from "constructs";
import { regionOf, rules, validateProps, ValidationError } from "../core";
import type { EcsCluster } from "../ecs-cluster";
import { addTaskSecurityGroup, type CapacityShare, renderCapacity } from "../ecs-service";
import { type ContainerProps, TaskDefinition, type TaskDefinitionProps } from "../ecs-task";
import type { SecurityGroup } from "../security-group";
import type { IVpc } from "../vpc";

export interface OneOffTaskProps extends Omit<
  TaskDefinitionProps,
  "family" | "namePrefix" | "logGroupName" | "execEnabled"
> {
  /** The cluster; its instance groups must have joined before. */
  readonly cluster: EcsCluster;
  /** Where the task gets its network interface in network mode `awsvpc`. */
  readonly vpc: IVpc;
  /** Under which it is run: small letters, digits and hyphens; other than those of the cluster's services. */
  readonly name: string;
  /** The containers; exactly one is essential: when it ends the task ends, and its exit code is that of the task. */
  readonly containers: readonly ContainerProps[];
  /** Family of the task definitions. @default <cluster>-<name> */
  readonly family?: string;
  /** Which groups of instances the task may be on. @default all of the cluster */
  readonly capacity?: readonly CapacityShare[];
  /** Name of the log group. @default /ecs/<cluster>/<name> */
  readonly logGroupName?: string;
}

/** How a task is run, as `RunTask` of ECS wants it. */
export interface TaskRun {
  readonly region: string;
  /** Name of the cluster. */
  readonly cluster: string;
  /** ARN of the task definition, with its revision. */
  readonly taskDefinition: string;
  /** Name of the container whose exit code is that of the task. */
  readonly container: string;
  readonly logGroup: string;
  readonly capacityProviderStrategy: readonly {
    readonly capacityProvider: string;
    readonly weight?: number;
    readonly base?: number;
  }[];
  /** In network mode `awsvpc` only. */
  readonly networkConfiguration?: { readonly subnets: string[]; readonly securityGroups: string[] };
}

/**
 * A task that is run now and then and ends by itself, such as a database migration: `npm run task -- <name>` runs it,
 * waits, and reports its exit code and last log lines. Nothing runs until then.
 *
 * Makes a task definition with its log group and roles, and in network mode `awsvpc` a security group. The stack's
 * output {@link OneOffTask.output} is what `npm run task` finds it by.
 */
export class OneOffTask extends Construct {
  readonly name: string;
  readonly taskDefinition: TaskDefinition;
  /** Where the task is in the network. @default none but in network mode `awsvpc`: its instance's */
  readonly securityGroup?: SecurityGroup;
  /** How it is run. */
  readonly run: TaskRun;
  private readonly requirements: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: OneOffTaskProps) {
    super(scope, id);
    const { cluster, vpc, name, containers } = props;
    validateProps(this, props, { name: NAME });
    const capacity = props.capacity ?? cluster.instanceGroups.map((group) => ({ group }));
    if (capacity.length === 0) {
      throw new ValidationError(this, {
        prop: "cluster",
        must: "have instances to place tasks on",
        got: cluster.clusterName,
        hint: "create its EcsInstances before the task",
      });
    }

    this.name = name;
    this.taskDefinition = new TaskDefinition(this, "task", {
      ...props,
      family: props.family ?? `${cluster.clusterName}-${name}`,
      namePrefix: `${cluster.clusterName}-${name}`,
      logGroupName: props.logGroupName ?? `/ecs/${cluster.clusterName}/${name}`,
    });
    this.requirements = [...cluster.capacityProvidersAssociated, ...this.taskDefinition.permissions];
    const container = this.mainContainer(containers);
    if (this.taskDefinition.networkMode === "awsvpc") {
      this.securityGroup = addTaskSecurityGroup(this, cluster, {
        vpc,
        namePrefix: `${cluster.clusterName}-${name}`,
        description: `Task ${name}`,
      });
    }
    this.run = {
      region: regionOf(this),
      cluster: cluster.clusterName,
      taskDefinition: this.taskDefinition.arn,
      container: container.name,
      logGroup: this.taskDefinition.logGroupName,
      capacityProviderStrategy: renderCapacity(this, capacity),
      networkConfiguration: this.securityGroup && {
        subnets: [...vpc.privateSubnetIds],
        securityGroups: [this.securityGroup.securityGroupId],
      },
    };
  }

  /** Name and content of the stack's output by which `npm run task` finds the task. */
  get output(): { readonly name: string; readonly config: TerraformOutputConfig } {
    return {
      name: `task_${this.name}`,
      config: {
        description: `How to run the task ${this.name}`,
        value: this.run,
        // What a run needs though the output does not name it. CDKTF would write expressions, which Terraform refuses.
        dependsOn: this.requirements.map((one) => ({ fqn: dependable(one) })),
      },
    };
  }

  private mainContainer(containers: readonly ContainerProps[]): ContainerProps {
    const [main, ...others] = containers.filter(({ essential = true }) => essential);
    if (main === undefined || others.length > 0) {
      throw new ValidationError(this, {
        prop: "containers",
        must: "have exactly one that is essential",
        got: containers.filter(({ essential = true }) => essential).map(({ name }) => name),
        hint: "set 'essential: false' on those that only help: the exit code is that of the one that works",
      });
    }
    return main;
  }
}

const NAME = rules.text(
  /^[a-z][a-z0-9-]{0,63}$/,
  "1 to 64 small letters, digits and hyphens, beginning with a letter",
  "choose another name",
);
