import { EcsTaskRole } from "../../modules/ecs-roles";
import { policyStatements } from "../support/policy-statements";
import { service, synthesizeContext, synthesizeService } from "../support/service";
import { refusalOf } from "../support/synth";

test("two services write to one log group, which one of them makes", () => {
  const stack = synthesizeContext((context) => {
    service(context, "orders", { logGroupName: "/shop" });
    service(context, "search", { logGroupName: "/shop", sharedLogGroup: true });
  });

  expect(stack.only("aws_cloudwatch_log_group")).toMatchObject({ name: "/shop" });
  const groups = stack
    .list("aws_ecs_task_definition")
    .map(({ container_definitions }) => /"awslogs-group":"([^"]*)"/.exec(String(container_definitions))?.[1]);
  expect(groups).toEqual([expect.stringMatching(/^\$\{aws_cloudwatch_log_group\..*\.name\}$/), "/shop"]);
});

test("a service that shares a log group may write to that group and no other", () => {
  const stack = synthesizeService({ logGroupName: "/shop", sharedLogGroup: true });
  const statements = stack.list("aws_iam_role_policy").flatMap(({ policy }) => policyStatements(policy));

  expect(stack.list("aws_cloudwatch_log_group")).toEqual([]);
  expect(
    statements.flatMap(({ Action, Resource }) =>
      [Action].flat().includes("logs:PutLogEvents") ? Resource : [],
    ),
  ).toEqual([expect.stringMatching(/^arn:aws:logs:eu-west-1:\$\{.*\}:log-group:\/shop:\*$/)]);
});

test("the roles of a service have the names that they are given", () => {
  const stack = synthesizeService({ taskRoleName: "acc-orders", executionRoleName: "acc-orders-start" });
  const names = stack.list("aws_iam_role").map(({ name }) => name);

  expect(names).toEqual(expect.arrayContaining(["acc-orders", "acc-orders-start"]));
});

test("fails when a shared log group is told how long it keeps logs", () => {
  expect(refusalOf(() => synthesizeService({ sharedLogGroup: true, logRetentionDays: 7 }))).toBe(
    "test/orders: 'logRetentionDays' must be left out with 'sharedLogGroup', got 7; whoever makes the log group says it",
  );
});

test("fails when a task role is given, and a name for it", () => {
  const message = refusalOf(() =>
    synthesizeContext((context) => {
      const taskRole = new EcsTaskRole(context.stack, "role", { namePrefix: "acc", parameterPrefix: "acc" });
      service(context, "orders", { taskRole, taskRoleName: "acc-orders" });
    }),
  );

  expect(message).toBe(
    `test/orders: 'taskRoleName' must be left out with 'taskRole', got "acc-orders"; give that role its 'name'`,
  );
});

test.each(["", "aws/shop", "/my shop", "/ecs/a:b"])(
  "fails when the log group of a service is named %j",
  (name) => {
    expect(refusalOf(() => synthesizeService({ logGroupName: name }))).toBe(
      `test/orders: 'logGroupName' must be 1 to 512 letters, digits and characters of _-/.#, not beginning with "aws/", got "${name}"; write it like /ecs/prod/orders`,
    );
  },
);
