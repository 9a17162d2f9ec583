import { fakeTerraform } from "../support/fake-terraform";
import { type Answer, type AwsCall, startFakeAws } from "../support/fake-aws";
import { runCommand } from "../support/run-command";
import { temporaryProject } from "../support/temporary-project";

const ARN = "arn:aws:ecs:eu-west-1:1";
const ADDRESS = "aws_ecs_service.app";

/** A plan that goes over to another version. */
const plan = {
  resource_changes: [
    {
      address: ADDRESS,
      mode: "managed",
      type: "aws_ecs_service",
      change: { actions: ["update"], before: { name: "app" }, after: { name: "app", cluster: "acc" } },
    },
  ],
};
const service = {
  serviceName: "app",
  status: "ACTIVE",
  taskDefinition: `${ARN}:task-definition/app:1`,
  desiredCount: 2,
  runningCount: 2,
  deployments: [{ id: "ecs-svc/3", status: "PRIMARY", rolloutState: "COMPLETED" }],
  events: [{ message: "(service app) (deployment ecs-svc/2) deployment failed: tasks failed to start." }],
};
const task = (id: string, startedBy: string) => ({
  taskArn: `${ARN}:task/acc/${id}`,
  taskDefinitionArn: `${ARN}:task-definition/app:2`,
  startedBy,
  stopCode: "EssentialContainerExited",
  stoppedReason: "Essential container in task exited",
  containers: [
    { name: "sidecar", exitCode: 0 },
    { name: "app", exitCode: 1 },
  ],
});
const definition = ({ input }: AwsCall) => {
  const options = { "awslogs-group": "/ecs/acc/app", "awslogs-stream-prefix": "app" };
  const logConfiguration = { logDriver: "awslogs", options };
  const version = String(input.taskDefinition).split(":").at(-1) ?? "";
  const app = { name: "app", image: `app:v${version}`, essential: true, logConfiguration };
  return {
    taskDefinition: { containerDefinitions: [{ name: "sidecar", image: "proxy:v3", essential: false }, app] },
  };
};
const ANSWERS: Record<string, (call: AwsCall) => Answer> = {
  DescribeServices: () => ({ services: [service] }),
  ListTasks: () => ({ taskArns: [`${ARN}:task/acc/a`, `${ARN}:task/acc/old`] }),
  DescribeTasks: () => ({ tasks: [task("a", "ecs-svc/2"), task("old", "ecs-svc/1")] }),
  DescribeTaskDefinition: definition,
  GetLogEvents: () => ({ events: [{ message: "no such table" }] }),
};

/** What an apply says whose service does not run what was deployed. */
function failed(diagnostic: object, change = "update"): string {
  const hook = { resource: { addr: ADDRESS, resource_type: "aws_ecs_service" }, action: change };
  const messages = [
    { type: "apply_start", hook },
    { type: "diagnostic", diagnostic: { severity: "error", ...diagnostic } },
  ];
  return messages.map((one) => `echo '${JSON.stringify(one)}'`).join("; ");
}

const POSTCONDITION = {
  summary: "Resource postcondition failed",
  detail: "Service app runs another version.",
  snippet: { context: `resource.${ADDRESS}.lifecycle.postcondition[0]` },
};

async function deploy(apply: string, line = "", answers: typeof ANSWERS = {}) {
  const aws = await startFakeAws(
    (call) =>
      ({ ...ANSWERS, ...answers })[call.operation]?.(call) ?? {
        status: 400,
        error: { __type: "UnknownOperationException" },
      },
  );
  try {
    const terraform = fakeTerraform({ plan, apply });
    const outcome = await runCommand(`deploy --auto-approve ${line}`, {
      cwd: temporaryProject({ provider: { aws: [{ region: "eu-west-1" }] } }),
      env: {
        ...terraform.env,
        AWS_ENDPOINT_URL: aws.endpoint,
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
      },
    });
    return { ...outcome, calls: aws.calls.map(({ operation }) => operation) };
  } finally {
    await aws.close();
  }
}

describe("npm run deploy, when a service does not come to run the new version,", () => {
  test("fails with the reason, the tasks of that deployment, the end of the log, and what to do", async () => {
    const { code, stderr } = await deploy(`${failed(POSTCONDITION)}; exit 1`);

    expect({ code, stderr: stderr.split("\n") }).toEqual({
      code: 1,
      stderr: [
        `Error: Resource postcondition failed (${ADDRESS})`,
        "Service app runs another version.",
        "",
        `${ADDRESS}: the deployment of service app in cluster acc failed: tasks failed to start.`,
        "  1 task stopped: EssentialContainerExited: Essential container in task exited",
        "    sidecar: exit code 0",
        "    app: exit code 1",
        "  The end of its log (/ecs/acc/app, app/app/a):",
        "    no such table",
        "  What runs is app:1 (proxy:v3, app:v1): 2 of 2 tasks.",
        "  What to do: correct what its log says; then deploy again.",
        "",
      ],
    });
  });

  test("tells programs the same", async () => {
    const { code, stdout } = await deploy(`${failed(POSTCONDITION)}; exit 1`, "--json");

    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      stack: "acc",
      failedRollouts: [
        {
          service: "app",
          reason: "tasks failed to start",
          stoppedTasks: [{ count: 1, stopCode: "EssentialContainerExited" }],
          log: { lines: ["no such table"] },
          hint: "correct what its log says",
        },
      ],
    });
  });

  test("ends Terraform, which would wait on, once ECS has given up and has nothing to go back to", async () => {
    const deployments = [
      { id: "ecs-svc/1", status: "PRIMARY", rolloutState: "FAILED", rolloutStateReason: "r." },
    ];
    const interrupted = failed({ summary: "waiting for ECS Service: context canceled", address: ADDRESS });
    const begun = failed({ summary: "x" }, "create").split("; ")[0] ?? "";
    const apply = `stopped() { ${interrupted}; exit 1; }; trap stopped INT; ${begun}; while :; do /bin/sleep 0.2; done`;
    const { code, stderr } = await deploy(apply, "", {
      DescribeServices: () => ({ services: [{ ...service, events: [], runningCount: 0, deployments }] }),
    });

    expect(code).toBe(1);
    expect(stderr).toContain(
      `Terraform was stopped: ECS has given up on the deployment of ${ADDRESS}, and has no version to go back to.\n\n${ADDRESS}: the deployment of service app in cluster acc failed: r.\n`,
    );
  });

  test("says why it cannot say more when AWS refuses to tell", async () => {
    const refusal = { status: 400, error: { __type: "AccessDeniedException", message: "no" } };
    const { code, stderr } = await deploy(`${failed(POSTCONDITION)}; exit 1`, "", {
      ListTasks: () => refusal,
    });

    expect(code).toBe(1);
    expect(stderr).toBe(
      `Error: Resource postcondition failed (${ADDRESS})\nService app runs another version.\n\nWhy is not known: AWS refuses: AccessDeniedException: no: check with 'aws sts get-caller-identity' that these are the right account and role.\n`,
    );
  });

  test("does not ask ECS about a service that AWS has refused to change", async () => {
    const { code, stderr, calls } = await deploy(
      `${failed({ summary: "updating ECS Service (app): no", address: ADDRESS })}; exit 1`,
    );

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `Error: updating ECS Service (app): no (${ADDRESS})\n`,
    });
    expect(calls).toEqual([]);
  });
});
