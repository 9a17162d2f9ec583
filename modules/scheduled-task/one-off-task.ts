import { dependable, type ITerraformDependable, Lazy, type TerraformOutputConfig } from "cdktf";
import { Construct } from "constructs";
import { checkTaskFits } from "../capacity";
import { check, checkAtSynthesis, type Checks, regionOf, rules } from "../core";
import {
  addTaskSecurityGroup,
  type CapacityProviderStrategyItem,
  checkCapacityProviderStrategy,
  type IEcsCluster,
  renderCapacityProviderStrategy,
  type RenderedStrategyItem,
  requireInstances,
  requireSingleGroup,
} from "../ecs-cluster";
import {
  checkLogGroupName,
  checkTaskDefinition,
  type ContainerProps,
  TaskDefinition,
  taskDemand,
  taskNames,
  type TaskProps,
} from "../ecs-task";
import type { ISecurityGroup } from "../security-group";
import type { IVpc } from "../vpc";

export interface OneOffTaskProps extends TaskProps {
  /** The cluster; its instances may join later. */
  readonly cluster: IEcsCluster;
  /** Where the task gets its network interface in network mode `awsvpc`. */
  readonly vpc: IVpc;
  /** Under which it is run: lowercase letters, digits and hyphens; other than those of the cluster's services. */
  readonly name: string;
  /** The containers; exactly one is essential: when it ends the task ends, and its exit code is that of the task. */
  readonly containers: readonly ContainerProps[];
  /** Family of the task definitions. @default <cluster>-<name> */
  readonly family?: string;
  /** Which groups of instances the task may be on. @default the only group of the cluster */
  readonly capacityProviderStrategy?: readonly CapacityProviderStrategyItem[];
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
  /** Empty with a launch type. */
  readonly capacityProviderStrategy: readonly RenderedStrategyItem[];
  readonly launchType?: "EC2";
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
  readonly securityGroup?: ISecurityGroup;
  /** All groups that the task may be on, once all have joined the cluster. */
  protected strategy: RenderedStrategyItem[] = [];
  private readonly props: OneOffTaskProps;
  private readonly requirements: readonly ITerraformDependable[];

  /** @param checkMore checks what a kind of task has beyond what all have */
  constructor(scope: Construct, id: string, props: OneOffTaskProps, checkMore?: (c: Checks) => void) {
    super(scope, id);
    const { cluster, vpc, name, capacityProviderStrategy } = props;
    const names = taskNames(cluster.clusterName, name, props);
    check(this, (c) => {
      c.known({ name });
      c.each<OneOffTaskProps>(props, { name: NAME });
      checkTaskDefinition(c, props);
      checkLogGroupName(c, this, names.logGroupName, props);
      checkMainContainer(c, props.containers);
      if (capacityProviderStrategy !== undefined) {
        checkCapacityProviderStrategy(c, capacityProviderStrategy, cluster);
      }
      checkMore?.(c);
    });
    requireInstances(this, cluster);
    if (capacityProviderStrategy === undefined) {
      requireSingleGroup(this, cluster);
    }
    const demand = taskDemand(props);
    checkAtSynthesis(this, (c) => {
      const groups = capacityProviderStrategy?.map(({ group }) => group) ?? cluster.instances;
      const capacities = groups.map(({ capacity }) => capacity);
      checkTaskFits(c, this, demand, capacities);
    });

    this.props = props;
    this.name = name;
    this.taskDefinition = new TaskDefinition(this, "task", { ...props, ...names });
    this.requirements = [...cluster.associateCapacityProviders(this), ...this.taskDefinition.permissions];
    if (this.taskDefinition.networkMode === "awsvpc") {
      this.securityGroup = addTaskSecurityGroup(this, cluster, {
        vpc,
        namePrefix: names.namePrefix,
        description: `Task ${name}`,
      });
    }
    renderCapacityProviderStrategy(cluster, capacityProviderStrategy, (items) => {
      this.strategy = items;
    });
  }

  /** How it is run: complete when the instances of the cluster have joined. */
  get run(): TaskRun {
    const { cluster, vpc, containers } = this.props;
    return {
      region: regionOf(this),
      cluster: cluster.clusterName,
      taskDefinition: this.taskDefinition.arn,
      container: essential(containers)[0] ?? "",
      logGroup: this.taskDefinition.logGroupName,
      capacityProviderStrategy: this.strategy,
      launchType: cluster.launchType,
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
        value: Lazy.anyValue({ produce: () => this.run }),
        // What a run needs though the output does not name it. CDKTF would write expressions, which Terraform refuses.
        dependsOn: this.requirements.map((one) => ({ fqn: dependable(one) })),
      },
    };
  }
}

/** The names of the containers whose end is the end of the task. */
function essential(containers: readonly ContainerProps[]): string[] {
  return containers.filter((container) => container.essential ?? true).map(({ name }) => name);
}

/** None at all is refused with the task definition. */
function checkMainContainer(c: Checks, containers: readonly ContainerProps[]): void {
  c.require(() => essential(containers).length <= 1, {
    prop: "containers",
    must: "have exactly one that is essential",
    got: essential(containers),
    hint: "set 'essential: false' on those that only help: the exit code is that of the one that works",
  });
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html */
const NAME = rules.text(
  /^[a-z][a-z0-9-]{0,63}$/,
  "1 to 64 lowercase letters, digits and hyphens, beginning with a letter",
  "choose another name",
);
