import { type ContainerProps, Secret } from "../../../modules/ecs-task";
import { refusalOf } from "../../support/synth";
import { container, containersOf, statementsOf, synthesizeTask } from "../../support/task";

function attempt(...containers: Partial<ContainerProps>[]) {
  return () => synthesizeTask({ containers: containers.map(container) });
}

test("[S1.11] logs go to the task's log group, one stream prefix per container", () => {
  const [rendered] = containersOf(synthesizeTask());

  expect(rendered?.logConfiguration).toEqual({
    logDriver: "awslogs",
    options: {
      "awslogs-group": expect.stringMatching(/^\$\{aws_cloudwatch_log_group\..*\.name\}$/) as string,
      "awslogs-region": "eu-west-1",
      "awslogs-stream-prefix": "app",
    },
  });
});

test("a container that must not wait for CloudWatch buffers its logs", () => {
  const stack = attempt({ logging: { driver: "awslogs", mode: "non-blocking", maxBufferMiB: 25 } })();

  expect(containersOf(stack)[0]?.logConfiguration).toMatchObject({
    options: { mode: "non-blocking", "max-buffer-size": "25m" },
  });
});

test("another driver gets its options, sorted, and its secret ones, which the execution role may read", () => {
  const stack = attempt({
    logging: {
      driver: "splunk",
      options: { "splunk-url": "https://splunk.example.com", "splunk-format": "json" },
      secretOptions: { "splunk-token": Secret.fromSsmParameter("/prod/splunk-token") },
    },
  })();

  expect(JSON.stringify(containersOf(stack)[0]?.logConfiguration)).toBe(
    '{"logDriver":"splunk","options":{"splunk-format":"json","splunk-url":"https://splunk.example.com"},' +
      '"secretOptions":[{"name":"splunk-token","valueFrom":"/prod/splunk-token"}]}',
  );
  expect(statementsOf(stack, "execution-role")[1]).toMatchObject({ Action: ["ssm:GetParameters"] });
});

test("FireLens: one container routes the logs of the others, as the user that ECS writes down for it", () => {
  const stack = attempt(
    { logging: { driver: "awsfirelens", options: { Name: "http" } } },
    { name: "log-router", firelens: { type: "fluentbit", options: { "enable-ecs-log-metadata": "true" } } },
  )();

  const [app, router] = containersOf(stack);
  expect(app?.logConfiguration).toEqual({ logDriver: "awsfirelens", options: { Name: "http" } });
  expect(router).toMatchObject({
    user: "0",
    firelensConfiguration: { type: "fluentbit", options: { "enable-ecs-log-metadata": "true" } },
    logConfiguration: { logDriver: "awslogs" },
  });
});

test("fails when a buffer is given to logs that wait", () => {
  expect(refusalOf(attempt({ logging: { driver: "awslogs", maxBufferMiB: 25 } }))).toBe(
    "test/task: 'containers[0].logging.mode' must be \"non-blocking\" with 'maxBufferMiB', " +
      "got nothing; only that mode has a buffer",
  );
});

test.each([1, 1024])("a buffer may have %i MiB", (maxBufferMiB) => {
  const stack = attempt({ logging: { driver: "awslogs", mode: "non-blocking", maxBufferMiB } })();

  expect(containersOf(stack)[0]?.logConfiguration).toMatchObject({
    options: { "max-buffer-size": `${maxBufferMiB}m` },
  });
});

test.each([0, 1025])("fails when a buffer has %i MiB", (maxBufferMiB) => {
  expect(refusalOf(attempt({ logging: { driver: "awslogs", mode: "non-blocking", maxBufferMiB } }))).toBe(
    `test/task: 'containers[0].logging.maxBufferMiB' must be an integer from 1 to 1024, got ${maxBufferMiB}; leave it out for AWS's 10`,
  );
});

test("fails when a secret option is no parameter", () => {
  const secretOptions = { token: Secret.fromSsmParameter("my token") };

  expect(refusalOf(attempt({ logging: { driver: "splunk", secretOptions } }))).toBe(
    "test/task: 'containers[0].logging.secretOptions.token' must be the name or ARN of a parameter, " +
      'got "my token"; write it like /prod/orders/db-password',
  );
});
