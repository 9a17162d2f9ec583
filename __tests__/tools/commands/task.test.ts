import { type Answer, type AwsCall, type FakeAws, startFakeAws } from "../support/fake-aws";
import { fakeTerraform } from "../support/fake-terraform";
import { runCommand, type RunCommandOptions } from "../support/run-command";
import { temporaryProject } from "../support/temporary-project";

const TASK = "arn:aws:ecs:eu-west-1:123456789012:task/acc/0123456789abcdef";
const deployed = {
  region: "eu-west-1",
  cluster: "acc",
  taskDefinition: "arn:aws:ecs:eu-west-1:123456789012:task-definition/acc-migrate:7",
  container: "migrate",
  logGroup: "/ecs/acc/migrate",
  capacityProviderStrategy: [{ capacityProvider: "acc-default", weight: 1 }],
};
const stackJson = {
  resource: {
    aws_ecs_service: { web: {} },
    aws_ecs_task_definition: { migrate: {}, migrate_too: {} },
    aws_iam_role_policy: { migrate: {} },
  },
  output: {
    task_migrate: {
      value: { taskDefinition: "${aws_ecs_task_definition.migrate.arn}" },
      depends_on: ["aws_iam_role_policy.migrate"],
    },
    task_report: { value: {} },
    cluster_name: { value: "acc" },
  },
};
const stopped = { taskArn: TASK, lastStatus: "STOPPED", stoppedReason: "Essential container in task exited" };
const done = { ...stopped, containers: [{ name: "migrate", exitCode: 0 }] };
const lines = { events: [{ message: "creating table orders" }, { message: "done" }] };

let aws: FakeAws | undefined;
afterEach(async () => {
  await aws?.close();
  aws = undefined;
});

/** What each operation answers, given how often it was called before. */
type Answers = Readonly<Record<string, (call: AwsCall, earlier: number) => Answer>>;

interface Surroundings {
  readonly answers?: Answers;
  /** Terraform's outputs. */
  readonly outputs?: object;
  /** What a plan does: addresses and actions. @default - that which fakeTerraform plans */
  readonly actions?: readonly (readonly string[])[];
  readonly blocks?: object;
  readonly onOutput?: RunCommandOptions["onOutput"];
}

async function runTask(line: string, surroundings: Surroundings = {}) {
  const { outputs = { task_migrate: { value: deployed } }, actions, blocks = stackJson } = surroundings;
  const answers: Answers = {
    RunTask: () => ({ tasks: [{ taskArn: TASK }], failures: [] }),
    DescribeTasks: () => ({ tasks: [done] }),
    GetLogEvents: () => lines,
    ...surroundings.answers,
  };
  aws = await startFakeAws((call, earlier) => {
    const answer: Answers[string] | undefined = answers[call.operation];
    return answer?.(call, earlier) ?? { status: 400, error: { __type: "UnknownOperationException" } };
  });

  const planMessages = actions?.map(([address = "", action = ""]) => ({
    type: "planned_change",
    change: { action, resource: { addr: address, resource_type: address.split(".")[0] } },
  }));
  const terraform = fakeTerraform({ outputs, planMessages });
  const outcome = await runCommand(`task ${line}`, {
    cwd: temporaryProject(blocks),
    env: {
      ...terraform.env,
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    },
    onOutput: surroundings.onOutput,
  });
  return { ...outcome, terraform: terraform.calls, calls: aws.calls };
}

describe("npm run task", () => {
  test("[S2.20] runs the task where its output says, and shows how it ended", async () => {
    const { code, stdout, stderr, calls } = await runTask("migrate");

    expect(calls[0]).toEqual({
      operation: "RunTask",
      input: expect.objectContaining({
        cluster: "acc",
        taskDefinition: deployed.taskDefinition,
        capacityProviderStrategy: deployed.capacityProviderStrategy,
        count: 1,
        startedBy: "npm-run-task",
      }) as object,
    });
    expect(calls[0]?.input).not.toHaveProperty("networkConfiguration");
    expect(stdout.split("\n").slice(4)).toEqual([
      "Running migrate",
      "Running migrate · done",
      "",
      "The end of its log (/ecs/acc/migrate, migrate/migrate/0123456789abcdef):",
      "  creating table orders",
      "  done",
      "",
      "Stopped: Essential container in task exited",
      "  migrate: exit code 0",
      "",
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test("gives a task in network mode awsvpc its place in the network", async () => {
    const networkConfiguration = { subnets: ["subnet-a"], securityGroups: ["sg-a"] };
    const { calls } = await runTask("migrate", {
      outputs: { task_migrate: { value: { ...deployed, networkConfiguration } } },
    });

    expect(calls[0]?.input.networkConfiguration).toEqual({ awsvpcConfiguration: networkConfiguration });
  });

  test("waits for the end, also while ECS does not know the task yet", async () => {
    const states = [[], [{ taskArn: TASK, lastStatus: "RUNNING" }], [done]];
    const { code, calls } = await runTask("migrate", {
      answers: { DescribeTasks: (_, earlier) => ({ tasks: states[earlier] ?? [], failures: [] }) },
    });

    expect(calls.filter(({ operation }) => operation === "DescribeTasks")).toHaveLength(3);
    expect(code).toBe(0);
  });

  test("[S2.20] ends with the exit code of the essential container", async () => {
    const containers = [
      { name: "proxy", exitCode: 137 },
      { name: "migrate", exitCode: 3, reason: "OutOfMemoryError: too much" },
    ];
    const { code, stdout } = await runTask("migrate", {
      answers: { DescribeTasks: () => ({ tasks: [{ ...stopped, containers }] }) },
    });

    expect(stdout).toContain("  proxy: exit code 137\n  migrate: exit code 3, OutOfMemoryError: too much\n");
    expect(code).toBe(3);
  });

  test("tells programs the same as JSON, and nothing else", async () => {
    const { stdout } = await runTask("migrate --json");

    expect(JSON.parse(stdout)).toEqual({
      name: "migrate",
      task: TASK,
      taskDefinition: deployed.taskDefinition,
      exitCode: 0,
      containers: [{ name: "migrate", exitCode: 0 }],
      stoppedReason: "Essential container in task exited",
      log: {
        group: "/ecs/acc/migrate",
        stream: "migrate/migrate/0123456789abcdef",
        lines: ["creating table orders", "done"],
      },
    });
  });

  test("says why there is no log, and keeps the exit code", async () => {
    const error = {
      __type: "ResourceNotFoundException",
      message: "The specified log stream does not exist.",
    };
    const { code, stdout } = await runTask("migrate", {
      answers: { GetLogEvents: () => ({ status: 400, error }) },
    });

    expect(stdout).toContain(
      "Its log is empty (/ecs/acc/migrate, migrate/migrate/0123456789abcdef): ResourceNotFoundException: The specified log stream does not exist.\n",
    );
    expect(code).toBe(0);
  });

  test("runs what is deployed, unless a version is named", async () => {
    const { terraform } = await runTask("migrate");

    expect(terraform()).toEqual(["init -input=false -no-color", "output -json -no-color"]);
  });

  test.each(["-var app.version=v2", "-c app.version=v2"])(
    "[S2.20] registers the task's definition alone with '%s', before it runs",
    async (version) => {
      const { terraform } = await runTask(`migrate ${version}`);

      expect(terraform().slice(1)).toEqual([
        `plan -json -input=false -detailed-exitcode -out=<plan>${version.startsWith("-var") ? " -var=app_version=v2" : ""} ` +
          "-target=aws_ecs_task_definition.migrate -target=aws_iam_role_policy.migrate",
        "apply -json -input=false <plan>",
        "output -json -no-color",
      ]);
    },
  );

  test("leaves the task alone on Ctrl-C, and says how to stop it", async () => {
    const { code, stderr } = await runTask("migrate", {
      answers: { DescribeTasks: () => ({ tasks: [{ taskArn: TASK, lastStatus: "RUNNING" }] }) },
      onOutput: (child, text) => {
        if (text.endsWith("Running migrate\n")) {
          child.kill("SIGINT");
        }
      },
    });

    expect({ code, stderr }).toEqual({
      code: 130,
      stderr:
        "The task goes on; to stop it: aws ecs stop-task --cluster acc --task 0123456789abcdef --region eu-west-1\n",
    });
  });
});

describe("npm run task fails", () => {
  const refused = (reason: string): Surroundings => ({
    answers: { RunTask: () => ({ tasks: [], failures: [{ reason }] }) },
  });
  const notStarted = (stoppedReason: string): Surroundings => ({
    answers: {
      DescribeTasks: () => ({ tasks: [{ ...stopped, stoppedReason, containers: [{ name: "migrate" }] }] }),
    },
  });

  test.each<[string, string, Surroundings, string]>([
    ["when there is no such task", "nope", {}, "There is no task 'nope'; known: migrate, report."],
    [
      "when the stack has no tasks",
      "migrate",
      { blocks: {} },
      "There is no task 'migrate': the stack has no tasks; see 'tasks' in settings/environment.ts.",
    ],
    [
      "when the task is not deployed",
      "migrate",
      { outputs: {} },
      "The task 'migrate' is not deployed yet: run 'npm run deploy' first, or name a version with -var app.version=….",
    ],
    [
      "when no instance has room",
      "migrate",
      refused("RESOURCE:MEMORY"),
      "The task 'migrate' was not placed: RESOURCE:MEMORY; no instance has so much memory free: lower 'memoryMiB' or raise 'maxSize' of the instances.",
    ],
    [
      "when the image cannot be pulled",
      "migrate",
      notStarted("CannotPullContainerError: pull image manifest\nhas been retried: not found"),
      "The task 'migrate' did not start: CannotPullContainerError: pull image manifest has been retried: not found; check that the image exists in this version, and that the task's execution role may pull it.",
    ],
    [
      "when ECS refuses",
      "migrate",
      {
        answers: {
          RunTask: () => ({
            status: 400,
            error: { __type: "ClusterNotFoundException", message: "Cluster not found." },
          }),
        },
      },
      "AWS refuses: ClusterNotFoundException: Cluster not found.",
    ],
    [
      "when the task takes too long, and leaves it alone",
      "migrate --timeout 1",
      { answers: { DescribeTasks: () => ({ tasks: [{ taskArn: TASK, lastStatus: "RUNNING" }] }) } },
      "The task has not ended within 1 s. The task goes on; to stop it: aws ecs stop-task --cluster acc --task 0123456789abcdef --region eu-west-1",
    ],
    [
      "when a version would replace what the task needs",
      "migrate -var app.version=v2",
      {
        actions: [
          ["aws_ecs_task_definition.migrate", "replace"],
          ["aws_db_instance.orders", "replace"],
        ],
      },
      "For this version of the task Terraform would delete or replace aws_db_instance.orders, which the task needs: look at it with 'npm run plan', and deploy that first.",
    ],
    [
      "when the program of --app is missing",
      "migrate --app=no-such-program",
      {},
      `'--app no-such-program': there is no program 'no-such-program'; write it like '--app "npx tsx main.ts"'.`,
    ],
  ])("%s", async (_, line, surroundings, message) => {
    const { code, stderr } = await runTask(line, surroundings);

    expect({ code, stderr }).toEqual({ code: 1, stderr: `${message}\n` });
  });
});
