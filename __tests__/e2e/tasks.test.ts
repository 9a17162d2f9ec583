import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
} from "@aws-sdk/client-ecs";
import { GetScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { clientConfig } from "./support/aws-clients";
import { describeE2e, localAws } from "./support/describe-e2e";
import { Example } from "./support/example";
import { testDestroy, testSecondPlan } from "./support/example-life";

const MINUTES = 60_000;
const project = resolve(__dirname, "../..");
const REGION = "ca-central-1";
const config = { ...clientConfig(), region: REGION };
const PROGRAM = "__tests__/e2e/programs/environment-with-tasks.ts";

describeE2e("an environment with tasks on local AWS", () => {
  const example = new Example(PROGRAM);
  // The commands write their synthesized stack into the folder that they run in.
  const folder = mkdtempSync(join(tmpdir(), "e2e-task-"));

  beforeAll(async () => {
    symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
    // --app is split at spaces, which the path of the project may have.
    symlinkSync(project, join(folder, "project"));
    await example.apply();
  }, 8 * MINUTES);

  afterAll(async () => {
    await example.remove();
    rmSync(folder, { recursive: true });
  });

  /** `npm run task -- …`, with what it tells programs. */
  async function runTask(...args: readonly string[]) {
    const tool = join(project, "tools/main.mjs");
    const app = `node --import tsx project/${PROGRAM}`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [tool, "task", ...args, "--json", "--app", app],
      { cwd: folder, env: localAws() },
    );
    return JSON.parse(stdout) as { task: string; taskDefinition: string; exitCode: number };
  }

  test("[S2.20] EventBridge runs the report every night in Amsterdam, by its definition, role and queue", async () => {
    const schedule = await new SchedulerClient(config).send(new GetScheduleCommand({ Name: "jobs-report" }));
    const { state } = example;

    expect(schedule).toMatchObject({
      ScheduleExpression: "cron(0 3 * * ? *)",
      ScheduleExpressionTimezone: "Europe/Amsterdam",
      Target: {
        Arn: state.only("aws_ecs_cluster").arn,
        RoleArn: expect.stringContaining(":role/jobs-report-schedule-") as string,
        DeadLetterConfig: { Arn: state.only("aws_sqs_queue").arn },
        RetryPolicy: { MaximumRetryAttempts: 10, MaximumEventAgeInSeconds: 3600 },
        EcsParameters: {
          TaskDefinitionArn: state.only("aws_ecs_task_definition", { family: "jobs-report" }).arn,
          CapacityProviderStrategy: [{ capacityProvider: "jobs-default", weight: 1 }],
        },
      },
    });
  });

  testSecondPlan(example);

  test(
    "[S2.20] npm run task runs the migration as it is deployed",
    async () => {
      const { task, exitCode } = await runTask("migrate");
      const { tasks } = await new ECSClient(config).send(
        new DescribeTasksCommand({ cluster: "jobs", tasks: [task] }),
      );

      expect(exitCode).toBe(0);
      expect(tasks).toMatchObject([
        {
          startedBy: "npm-run-task",
          taskDefinitionArn: example.state.only("aws_ecs_task_definition", { family: "jobs-migrate" }).arn,
        },
      ]);
      expect((await definition(tasks?.[0]?.taskDefinitionArn))?.containerDefinitions).toMatchObject([
        { image: "igoratencompass/nodejs-app:v1", command: ["npm", "run", "migrate"] },
      ]);
    },
    4 * MINUTES,
  );

  test(
    "[S2.20] a new version is migrated to before the service changes, and then only the rest is left to deploy",
    async () => {
      const before = await serviceDefinition();
      const { taskDefinition } = await runTask("migrate", "-var", "app.version=v2");
      const images = (await definition(taskDefinition))?.containerDefinitions?.map(({ image }) => image);

      expect(images).toEqual(["igoratencompass/nodejs-app:v2"]);
      expect(await serviceDefinition()).toBe(before);
      await expect(example.planVersion("app_version", "v2")).resolves.toEqual([
        "aws_ecs_service update",
        "aws_ecs_task_definition replace", // the service's
        "aws_ecs_task_definition replace", // the report's, which has the same image
        "aws_scheduler_schedule update",
      ]);
    },
    4 * MINUTES,
  );

  testDestroy(example);
});

async function serviceDefinition() {
  const { services } = await new ECSClient(config).send(
    new DescribeServicesCommand({ cluster: "jobs", services: ["nodejs-app"] }),
  );
  return services?.[0]?.taskDefinition;
}

async function definition(taskDefinition: string | undefined) {
  const answer = await new ECSClient(config).send(new DescribeTaskDefinitionCommand({ taskDefinition }));
  return answer.taskDefinition;
}
