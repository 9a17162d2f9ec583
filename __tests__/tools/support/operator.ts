import { readFileSync } from "node:fs";
import { join } from "node:path";

import { type Answer, type AwsCall, startFakeAws } from "./fake-aws";
import { fakeTerraform } from "./fake-terraform";
import { writeFile, writeProgram } from "./folders";
import { runCommand, type RunCommandOptions } from "./run-command";
import { temporaryProject } from "./temporary-project";

const ACCOUNT = "eu-west-1:123456789012";

/** ARN of a revision, such as `acc-app:2`. */
export const revisionArn = (name: string) => `arn:aws:ecs:${ACCOUNT}:task-definition/${name}`;
export const TARGET_GROUP = `arn:aws:elasticloadbalancing:${ACCOUNT}:targetgroup/app/1`;

/** A steady service, as ECS describes it. */
export function ecsService(name: string, more: Readonly<Record<string, unknown>> = {}): object {
  const { taskDefinition = revisionArn(`acc-${name}:2`) } = more;
  const counts = { desiredCount: 2, runningCount: 2, pendingCount: 0 };
  return {
    ...{ serviceName: name, status: "ACTIVE", taskDefinition, ...counts },
    deployments: [{ id: "d2", status: "PRIMARY", taskDefinition, rolloutState: "COMPLETED", ...counts }],
    ...more,
  };
}

/** The revision that a call names, as ECS describes it: revision 2 of a family has version v2. */
export function revision({ input }: AwsCall): object {
  const name = String(input.taskDefinition).split("/").at(-1) ?? "";
  const [family = "", number = ""] = name.split(":");
  const container = family.replace("acc-", "");
  const options = { "awslogs-group": `/ecs/acc/${container}`, "awslogs-stream-prefix": container };
  return {
    taskDefinition: {
      ...{ taskDefinitionArn: revisionArn(name), family, revision: Number(number) },
      containerDefinitions: [
        {
          ...{ name: container, image: `shop/${container}:v${number}` },
          logConfiguration: { logDriver: "awslogs", options },
        },
      ],
    },
  };
}

/** What each operation answers, given how often it was called before. */
export type Answers = Readonly<Record<string, (call: AwsCall, earlier: number) => Answer>>;

export interface OperatorOptions {
  readonly answers?: Answers;
  /** Names of the services in the state; their constructs are called like that, too. @default app and web */
  readonly services?: readonly string[];
  /** More of the context in cdktf.json. @default none */
  readonly context?: object;
  /** Files in environments/. @default none */
  readonly environments?: readonly string[];
  /** Other programs on PATH: shell scripts by their names. @default none */
  readonly programs?: Readonly<Record<string, string>>;
  readonly onOutput?: RunCommandOptions["onOutput"];
}

/** Runs a command about services that are deployed, on a stand-in for AWS. */
export async function runOperator(line: string, options: OperatorOptions = {}) {
  const { services = ["app", "web"], context = {}, environments = [], onOutput } = options;
  const answers: Answers = {
    DescribeServices: ({ input }) => ({
      services: (input.services as string[]).map((name) => ecsService(name)),
    }),
    DescribeTaskDefinition: revision,
    ...options.answers,
  };
  const aws = await startFakeAws((call, earlier) => {
    const answer: Answers[string] | undefined = answers[call.operation];
    return answer?.(call, earlier) ?? { status: 400, error: { __type: "UnknownOperationException" } };
  });
  const id = (name: string) => `arn:aws:ecs:${ACCOUNT}:service/acc/${name}`;
  const cluster = `arn:aws:ecs:${ACCOUNT}:cluster/acc`;
  const terraform = fakeTerraform({
    resources: services.map((name) => ({
      ...{ mode: "managed", type: "aws_ecs_service", name },
      instances: [{ attributes: { id: id(name), name, cluster } }],
    })),
  });
  for (const [name, script] of Object.entries(options.programs ?? {})) {
    writeProgram(terraform.file(name), script);
  }
  const path = (name: string) => ({ "//": { metadata: { path: `acc/${name}/service` } } });
  const blocks = {
    resource: { aws_ecs_service: Object.fromEntries(services.map((name) => [name, path(name)])) },
  };
  const cwd = temporaryProject(blocks);
  const committed = { environment: "acc", "app.version": "v1", ...context };
  writeFile(join(cwd, "cdktf.json"), JSON.stringify({ context: committed }));
  for (const name of environments) {
    writeFile(join(cwd, "environments", `${name}.ts`), "");
  }
  try {
    const outcome = await runCommand(line, {
      cwd,
      env: {
        ...terraform.env,
        ...{ AWS_ENDPOINT_URL: aws.endpoint, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
      },
      onOutput,
    });
    const { context: written } = JSON.parse(readFileSync(join(cwd, "cdktf.json"), "utf8")) as {
      context: object;
    };
    return { ...outcome, calls: aws.calls, terraform: terraform.calls(), committed: written };
  } finally {
    await aws.close();
  }
}
