import { spawn } from "node:child_process";
import { join } from "node:path";
import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { createStateBucket } from "../../tools/local-aws/state-bucket";
import type { FailedRollout } from "../../tools/rollout/failed-rollout";
import { findTerraform } from "../../tools/terraform/find-terraform";
import { clientConfig } from "./support/aws-clients";
import { CommandFolder } from "./support/command";
import { describeE2e, localAws } from "./support/describe-e2e";

const MINUTES = 60_000;
const NAME = "rollouts";
const REGION = "eu-central-1";
const SERVICES = ["api", "jobs", "mail", "web", "late"];

/** A version of each service that fails in a way of its own: docs/local-aws.md tells them by the tag. */
const BAD = [
  "-var api.version=broken-1",
  "-var jobs.version=unhealthy-1",
  "-var mail.version=missing-1",
  "-var web.version=unplaced-1",
].join(" ");

const GOOD = BAD.replaceAll(/=\w+-1/g, "=v2");

describeE2e("versions that do not work, on local AWS", () => {
  const folder = new CommandFolder("__tests__/e2e/programs/rollouts.ts");
  const deploy = (versions: string, more = "") =>
    folder.run(`deploy --auto-approve ${versions} ${more}`.trim());

  beforeAll(() => createStateBucket(localAws().AWS_ENDPOINT_URL ?? "", `${NAME}-states`, REGION));

  afterAll(() => {
    folder.remove();
  });

  test(
    "a first deployment ends soon after ECS has given up, the other services run, and a good version converges",
    async () => {
      const { code, stderr, stdout } = await deploy("-var late.version=broken-1");
      const running = await versions();
      const good = await deploy("-var late.version=v1");

      expect({ code, stderr: withoutIds(stderr) }).toEqual({
        code: 1,
        stderr: [
          "Terraform was stopped: ECS has given up on the deployment of late, and has no version to go back to.",
          "",
          "late: the deployment of service late in cluster rollouts failed: ECS deployment circuit breaker: tasks failed to start.",
          "  3 tasks stopped: EssentialContainerExited: Essential container in task exited",
          "    late: exit code 1",
          "  The end of its log (/ecs/rollouts/late, late/late/<id>):",
          "    Starting example/late:broken-1",
          "    Error: this image is broken",
          "  No task runs: ECS was to run rollouts-late:1 (example/late:broken-1).",
          "  What to do: correct what its log says; then deploy again.",
          "",
        ].join("\n"),
      });
      expect(stdout).toMatch(/^Deploying rollouts · failed · \d+ s$/m);
      expect(running).toMatchObject({ api: "v1 ×2", jobs: "v1 ×2", mail: "v1 ×2", web: "v1 ×2" });
      expect(good).toMatchObject({ code: 0, stderr: "" });
      expect(await versions()).toMatchObject({ late: "v1 ×2" });
    },
    6 * MINUTES,
  );

  test(
    "a version that ECS rolls back is a failed deployment with the reason; the old version runs on",
    async () => {
      const { code, stdout } = await deploy(BAD, "--json");

      expect(code).toBe(1);
      expect(told(stdout)).toEqual({
        api: [
          "tasks failed to start",
          "3 × EssentialContainerExited: Essential container in task exited, exit code 1",
          "Starting example/api:broken-1",
          "Error: this image is broken",
          "runs example/api:v1",
        ],
        jobs: [
          "tasks failed health checks",
          "3 × ServiceSchedulerInitiated: Task failed container health checks, exit code 143",
          "Starting example/jobs:unhealthy-1",
          "Health check answered with 503",
          "runs example/jobs:v1",
        ],
        mail: [
          "tasks failed to start",
          "3 × TaskFailedToStart: CannotPullContainerError: failed to resolve ref example/mail:missing-1: not found",
          "runs example/mail:v1",
        ],
        web: [
          "tasks failed to start",
          "was unable to place a task because no container instance met all of its requirements.",
          "runs example/web:v1",
        ],
      });
      expect(await versions()).toEqual(Object.fromEntries(SERVICES.map((service) => [service, "v1 ×2"])));
    },
    3 * MINUTES,
  );

  test(
    "plain terraform apply fails, too, when ECS rolls back",
    async () => {
      const { code, output } = await terraformApply("-var=api_version=broken-2");

      expect(code).toBe(1);
      expect(output.replaceAll(/\s+/g, " ")).toContain(
        "Service api runs another version than the deployed one: ECS rolled the deployment back.",
      );
      expect(await versions()).toMatchObject({ api: "v1 ×2" });
    },
    3 * MINUTES,
  );

  test(
    "a good version after a bad one converges, and the plan after it is empty",
    async () => {
      const good = await deploy(GOOD);
      const plan = await folder.run(`plan --json ${GOOD}`);

      expect(good).toMatchObject({ code: 0, stderr: "" });
      expect(JSON.parse(plan.stdout)).toMatchObject({ add: 0, change: 0, destroy: 0 });
      expect(await versions()).toMatchObject({ api: "v2 ×2", jobs: "v2 ×2", mail: "v2 ×2", web: "v2 ×2" });
    },
    4 * MINUTES,
  );

  test(
    "a service that somebody else deploys keeps their version and count, and switching to it and back replaces nothing",
    async () => {
      const external = `--json -c external=api ${GOOD}`;
      const before = await folder.run(`plan ${external}`);
      const ecs = new ECSClient({ ...clientConfig(), region: REGION });
      const containerDefinitions = [{ name: "api", image: "example/api:v3", memory: 64 }];
      const { taskDefinition } = await ecs.send(
        new RegisterTaskDefinitionCommand({ family: "rollouts-api", containerDefinitions }),
      );
      await ecs.send(
        new UpdateServiceCommand({
          cluster: NAME,
          service: "api",
          taskDefinition: taskDefinition?.taskDefinitionArn,
          desiredCount: 3,
        }),
      );
      const after = await folder.run(`plan ${external}`);
      const back = await folder.run(`plan --json ${GOOD}`);

      expect(await versions()).toMatchObject({ api: "v3 ×3" });
      expect(JSON.parse(before.stdout)).toMatchObject({ add: 0, change: 0, destroy: 0 });
      expect(JSON.parse(after.stdout)).toMatchObject({ add: 0, change: 0, destroy: 0 });
      expect(JSON.parse(back.stdout)).toMatchObject({ add: 0, change: 1, destroy: 0 });
      expect(await folder.run("destroy --auto-approve")).toMatchObject({ code: 0 });
    },
    4 * MINUTES,
  );

  /** Runs Terraform by hand in the synthesized folder. */
  async function terraformApply(...args: string[]): Promise<{ code: number | null; output: string }> {
    const { binary } = await findTerraform(folder.env);
    const child = spawn(binary, ["apply", "-auto-approve", "-no-color", ...args], {
      cwd: join(folder.path, "cdktf.out/stacks", NAME),
      env: folder.env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (text: Buffer) => (output += text.toString()));
    child.stderr.on("data", (text: Buffer) => (output += text.toString()));
    return new Promise((done) => {
      child.once("close", (code) => {
        done({ code, output });
      });
    });
  }
});

/** What each service runs in ECS, and how many tasks of it: `v1 ×2`. */
async function versions(): Promise<Record<string, string>> {
  const ecs = new ECSClient({ ...clientConfig(), region: REGION });
  const { services = [] } = await ecs.send(
    new DescribeServicesCommand({ cluster: NAME, services: SERVICES }),
  );
  const entries = services.map(async ({ serviceName = "", taskDefinition, runningCount }) => {
    const { taskDefinition: found } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    const image = found?.containerDefinitions?.[0]?.image ?? "";
    return [serviceName, `${image.split(":")[1] ?? ""} ×${runningCount ?? 0}`] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** What `--json` tells of each service that has failed, in short. */
function told(stdout: string): Record<string, string[]> {
  const { failedRollouts } = JSON.parse(stdout) as { failedRollouts: FailedRollout[] };
  return Object.fromEntries(
    failedRollouts.map(({ service, reason, stoppedTasks, events, log, runs }) => [
      service,
      [
        reason,
        ...stoppedTasks.map(({ count, stopCode = "", reason: why = "", containers }) => {
          const codes = containers.flatMap(({ exitCode }) => exitCode ?? []);
          return `${count} × ${stopCode}: ${why}${codes.length > 0 ? `, exit code ${codes.join()}` : ""}`;
        }),
        ...events,
        ...(log?.lines ?? []),
        `runs ${runs.images.join()}`,
      ],
    ]),
  );
}

/** Ids of tasks and clocks are others each time. */
function withoutIds(text: string): string {
  return text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}/g, "<id>");
}
