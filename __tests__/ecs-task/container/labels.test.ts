import { container, renderContainer, synthesizeTask } from "../../support/task";

test("labels are sorted by name", () => {
  const { dockerLabels } = renderContainer({ dockerLabels: { SERVICE_NAME: "orders", ENVIRONMENT: "acc" } });

  expect(JSON.stringify(dockerLabels)).toBe('{"ENVIRONMENT":"acc","SERVICE_NAME":"orders"}');
});

test("a label keeps a dollar with a brace as it stands", () => {
  const stack = synthesizeTask({ containers: [container({ dockerLabels: { rule: "${host}" } })] });

  expect(stack.only("aws_ecs_task_definition").container_definitions).toContain('"rule":"$${host}"');
});
