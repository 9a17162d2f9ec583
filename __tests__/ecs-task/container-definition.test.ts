import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import fc from "fast-check";
import { type ContainerProps, TaskDefinition } from "../../modules/ecs-task";
import { renderContainerDefinitions } from "../../modules/ecs-task/container-definition";
import { parseJsonTemplate, synthesize } from "../support/synth";

const log = { logGroupName: "/ecs/main/app", region: "eu-west-1" };
const main: ContainerProps = { name: "app", image: "nginx:1.27", memoryMiB: 128 };

/** The container definitions as Terraform's JSON holds them. */
function synthesizeText(...containers: ContainerProps[]): string {
  const stack = synthesize((scope) => {
    new TaskDefinition(scope, "task", {
      family: "app",
      namePrefix: "main-app",
      containers,
      logGroupName: "/ecs/main/app",
    });
  });
  return String(stack.only("aws_ecs_task_definition").container_definitions);
}

function synthesizeContainer(change: Partial<ContainerProps> = {}): Record<string, unknown> {
  const [container] = parseJsonTemplate(synthesizeText({ ...main, ...change })) as Record<string, unknown>[];
  return container ?? {};
}

describe("a container definition", () => {
  test("has the defaults written out in which ECS answers, so that a plan without a change shows none", () => {
    expect(synthesizeContainer()).toEqual({
      name: "app",
      image: "nginx:1.27",
      cpu: 0,
      memory: 128,
      essential: true,
      portMappings: [],
      environment: [],
      mountPoints: [],
      volumesFrom: [],
      systemControls: [],
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": expect.stringMatching(/^\$\{aws_cloudwatch_log_group\.[\w-]+\.name\}$/) as string,
          "awslogs-region": "eu-west-1",
          "awslogs-stream-prefix": "app",
        },
      },
    });
  });

  test("has no nulls, with nothing and with everything given", () => {
    const everything: ContainerProps = {
      ...main,
      cpu: 512,
      memoryReservationMiB: 64,
      portMappings: [{ containerPort: 8080 }],
      environment: { A: "1" },
      essential: true,
      command: ["serve"],
      entryPoint: ["/entry"],
      healthCheck: { command: ["CMD", "true"] },
      stopTimeoutSeconds: 10,
    };
    expect(synthesizeText(main)).not.toContain("null");
    expect(synthesizeText(everything)).not.toContain("null");
  });

  test("takes what is given", () => {
    const given: Partial<ContainerProps> = {
      cpu: 512,
      memoryReservationMiB: 64,
      essential: true,
      command: ["serve", "--fast"],
      entryPoint: ["/entry"],
      stopTimeoutSeconds: 120,
    };
    expect(synthesizeContainer(given)).toMatchObject({
      cpu: 512,
      memory: 128,
      memoryReservation: 64,
      command: ["serve", "--fast"],
      entryPoint: ["/entry"],
      stopTimeout: 120,
    });
  });

  test("sorts its environment, so that the order of writing makes no difference", () => {
    const environment = { ZONE: "a", DB_HOST: "db", api: "x" };
    expect(synthesizeContainer({ environment }).environment).toEqual([
      { name: "DB_HOST", value: "db" },
      { name: "ZONE", value: "a" },
      { name: "api", value: "x" },
    ]);
  });

  test("offers its ports on free ports of the instance by default, and on fixed ones when asked to", () => {
    const portMappings = [
      { containerPort: 80 },
      { containerPort: 53, hostPort: 5353, protocol: "udp" as const },
    ];
    expect(synthesizeContainer({ portMappings }).portMappings).toEqual([
      { containerPort: 80, hostPort: 0, protocol: "tcp" },
      { containerPort: 53, hostPort: 5353, protocol: "udp" },
    ]);
  });

  test.each([
    [
      "by default",
      { command: ["CMD", "true"] },
      { command: ["CMD", "true"], interval: 30, timeout: 5, retries: 3 },
    ],
    [
      "as given",
      {
        command: ["CMD", "true"],
        intervalSeconds: 60,
        timeoutSeconds: 10,
        retries: 1,
        startPeriodSeconds: 300,
      },
      { command: ["CMD", "true"], interval: 60, timeout: 10, retries: 1, startPeriod: 300 },
    ],
  ])("checks its health %s", (_, healthCheck, expected) => {
    expect(synthesizeContainer({ healthCheck }).healthCheck).toEqual(expected);
  });
});

describe("the environment of a container", () => {
  test("reaches the container as it stands, even where it looks like a Terraform template", () => {
    const text = synthesizeText({ ...main, environment: { A: "${HOME}/%{if}" } });
    expect(text).toContain('"value":"$${HOME}/%%{if}"');
  });

  test("may hold references to resources", () => {
    const stack = synthesize((scope) => {
      const other = new CloudwatchLogGroup(scope, "other", { name: "other" });
      new TaskDefinition(scope, "task", {
        family: "app",
        namePrefix: "main-app",
        containers: [{ ...main, environment: { A: `\${HOME}:${other.arn}` } }],
        logGroupName: "/ecs/main/app",
      });
    });
    const definitions = String(stack.only("aws_ecs_task_definition").container_definitions);
    expect(definitions).toContain('"value":"$${HOME}:${aws_cloudwatch_log_group.other.arn}"');
  });

  test("comes through for any names and values", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (environment) => {
        const text = renderContainerDefinitions([{ ...main, environment }], "bridge", log);
        const unescaped = text.replaceAll("$${", "${").replaceAll("%%{", "%{");
        const [container] = JSON.parse(unescaped) as [{ environment: { name: string; value: string }[] }];
        expect(new Map(container.environment.map(({ name, value }) => [name, value]))).toEqual(
          new Map(Object.entries(environment)),
        );
      }),
    );
  });
});
