import { OneOffTask, ScheduledTask } from "../../modules/scheduled-task";
import { EcsDeployer } from "../../modules/users";
import { policyStatements } from "../support/policy-statements";
import { service, synthesizeContext } from "../support/service";
import { container } from "../support/task";

const stack = synthesizeContext((context) => {
  const props = { cluster: context.cluster, vpc: context.vpc, containers: [container()] };
  const migrate = new OneOffTask(context.stack, "migrate", { ...props, name: "migrate" });
  const report = new ScheduledTask(context.stack, "report", {
    ...props,
    name: "report",
    schedule: "rate(1 day)",
  });
  new EcsDeployer(context.stack, "deployer", {
    cluster: context.cluster,
    services: [service(context, "orders")],
    tasks: [migrate, report],
    state: { bucket: "shop-state", key: "shop.tfstate" },
    userName: "ecs_deployer",
  });
});
const statements = stack.list("aws_iam_policy").flatMap(({ policy }) => policyStatements(policy));

function statementsWith(action: string) {
  return statements.filter(({ Action }) => Action.includes(action));
}
function inAccount(service: string, resource: string): string {
  return expect.stringMatching(
    `^arn:aws:${service}:eu-west-1:\\$\\{element\\(split\\(':', aws_ecs_cluster.+\\), 4\\)\\}:${resource}$`,
  ) as string;
}

test("a deployer runs the tasks that it is given, in their cluster, and reads their logs and those of services", () => {
  expect(statementsWith("ecs:RunTask")).toEqual([
    {
      Effect: "Allow",
      Action: ["ecs:RunTask"],
      Resource: [
        inAccount("ecs", "task-definition/main-migrate:\\*"),
        inAccount("ecs", "task-definition/main-report:\\*"),
      ],
      Condition: {
        ArnEquals: { "ecs:cluster": inAccount("ecs", "cluster/main") },
        StringEqualsIfExists: { "ecs:enable-execute-command": "false" },
      },
    },
  ]);
  expect(statementsWith("ecs:DescribeTasks")).toMatchObject([
    { Resource: [inAccount("ecs", "task/main/\\*")] },
  ]);
  expect(statementsWith("logs:GetLogEvents")).toMatchObject([
    {
      Resource: [
        inAccount("logs", "log-group:\\$\\{aws_cloudwatch_log_group.orders.+\\}:log-stream:\\*"),
        inAccount("logs", "log-group:\\$\\{aws_cloudwatch_log_group.migrate.+\\}:log-stream:\\*"),
        inAccount("logs", "log-group:\\$\\{aws_cloudwatch_log_group.report.+\\}:log-stream:\\*"),
      ],
    },
  ]);
});

test("a deployer brings out new versions of its tasks, and changes their schedules", () => {
  const [schedule = ""] = Object.keys(stack.resources("aws_scheduler_schedule"));
  const [toTasks, toScheduler, ...others] = statementsWith("iam:PassRole");

  expect(statementsWith("ecs:RegisterTaskDefinition")).toMatchObject([
    {
      Resource: ["main-orders", "main-migrate", "main-report"].map((family) =>
        inAccount("ecs", `task-definition/${family}:\\*`),
      ),
    },
  ]);
  expect(statementsWith("scheduler:UpdateSchedule")).toMatchObject([
    { Resource: [`\${aws_scheduler_schedule.${schedule}.arn}`] },
  ]);
  expect(toTasks?.Resource).toHaveLength(6);
  expect(toScheduler).toMatchObject({
    Resource: [expect.stringContaining("scheduler-role")],
    Condition: { StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" } },
  });
  expect(others).toEqual([]);
});
