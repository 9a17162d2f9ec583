import { synthesizeService } from "../support/service";
import { containersOf, statementsOf } from "../support/task";

describe("a service with ECS Exec", () => {
  const stack = synthesizeService({ execEnabled: true });

  test("lets people open a shell, and reaps what it leaves behind", () => {
    expect(stack.only("aws_ecs_service").enable_execute_command).toBe(true);
    expect(containersOf(stack)[0]?.linuxParameters).toEqual({ initProcessEnabled: true });
  });

  test("lets the task, and not ECS, open the channels", () => {
    const actions = (role: string) => statementsOf(stack, role).flatMap(({ Action }) => Action as string[]);

    expect(actions("task-role")).toEqual([
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ]);
    expect(actions("execution-role")).toEqual(["logs:CreateLogStream", "logs:PutLogEvents"]);
  });
});

test("a service without it allows its tasks nothing", () => {
  const stack = synthesizeService();

  expect(stack.only("aws_ecs_service")).not.toHaveProperty("enable_execute_command");
  expect(statementsOf(stack, "task-role")).toEqual([]);
});
