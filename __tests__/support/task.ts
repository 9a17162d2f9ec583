import { type ContainerProps, TaskDefinition, type TaskDefinitionProps } from "../../modules/ecs-task";
import { type Block, parseJsonTemplate, synthesize, type SynthesizedStack } from "./synth";

/** A container that needs nothing but a name. */
export function container(props: Partial<ContainerProps> = {}): ContainerProps {
  return { name: "app", image: "nginx:1.27", memoryMiB: 64, ...props };
}

/** A stack with one task definition of family `orders`. */
export function synthesizeTask(props: Partial<TaskDefinitionProps> = {}): SynthesizedStack {
  return synthesize((stack) => {
    new TaskDefinition(stack, "task", {
      family: "orders",
      namePrefix: "test-orders",
      containers: [container()],
      logGroupName: "/ecs/test/orders",
      ...props,
    });
  });
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
