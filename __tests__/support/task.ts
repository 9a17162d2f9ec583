import { Construct } from "constructs";
import { check } from "../../modules/core";
import {
  checkTaskDefinition,
  type ContainerProps,
  type NetworkMode,
  TaskDefinition,
  type TaskDefinitionProps,
} from "../../modules/ecs-task";
import { type Block, parseJsonTemplate, refusal, synthesize, type SynthesizedStack } from "./synth";

/** A container that needs nothing but a name. */
export function container(props: Partial<ContainerProps> = {}): ContainerProps {
  return { name: "app", image: "nginx:1.27", memoryMiB: 64, ...props };
}

/** What makes a task definition and nothing else: it checks it, and makes it. */
class Task extends Construct {
  readonly definition: TaskDefinition;

  constructor(scope: Construct, id: string, props: TaskDefinitionProps) {
    super(scope, id);
    check(this, (c) => {
      checkTaskDefinition(c, props);
    });
    this.definition = new TaskDefinition(this, "definition", props);
  }
}

/** A task definition of family `orders`. */
export function task(scope: Construct, props: Partial<TaskDefinitionProps> = {}): TaskDefinition {
  const { definition } = new Task(scope, "task", {
    family: "orders",
    namePrefix: "test-orders",
    containers: [container()],
    logGroupName: "/ecs/test/orders",
    ...props,
  });
  return definition;
}

/** A stack with one task definition of family `orders`. */
export function synthesizeTask(props: Partial<TaskDefinitionProps> = {}): SynthesizedStack {
  return synthesize((stack) => task(stack, props));
}

/** The definition of a container of one task, as ECS is told. */
export function renderContainer(props: Partial<ContainerProps> = {}, networkMode?: NetworkMode): Block {
  return containersOf(synthesizeTask({ containers: [container(props)], networkMode }))[0] ?? {};
}

/** Why a task with these containers is refused. */
export function refusedContainers(
  containers: readonly Partial<ContainerProps>[],
  props: Partial<TaskDefinitionProps> = {},
): string {
  return refusal((stack) => task(stack, { containers: containers.map(container), ...props }));
}

/** The containers of the only task definition of a stack, as ECS is told. */
export function containersOf(stack: SynthesizedStack): Block[] {
  return parseJsonTemplate(stack.only("aws_ecs_task_definition").container_definitions) as Block[];
}

/** The statements of the inline policy of the role whose logical id contains `role`. */
export function statementsOf(stack: SynthesizedStack, role: string): Block[] {
  const policies = Object.entries(stack.resources("aws_iam_role_policy")).filter(([id]) => id.includes(role));
  return policies.flatMap(
    ([, { policy }]) => (parseJsonTemplate(policy) as { Statement: Block[] }).Statement,
  );
}
