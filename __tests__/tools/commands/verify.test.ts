import { checkPorts } from "../../../tools/verify/port-checks";
import { trustsTasks } from "../../../tools/verify/role-checks";
import { hasRoom, needsOf } from "../../../tools/verify/room-check";
import { secretsOf } from "../../../tools/verify/secret-checks";
import { ecsService, runOperator } from "../support/operator";

const ECR = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/app";
const SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-a1";
const PARAMETER = "arn:aws:ssm:eu-west-1:123456789012:parameter/shop/key";
const ROLE = "arn:aws:iam::123456789012:role/ecs/acc-app-exec";
const trust = (service: string) =>
  encodeURIComponent(
    JSON.stringify({
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
    }),
  );

const definition = {
  executionRoleArn: ROLE,
  containerDefinitions: [
    {
      ...{ name: "app", image: `${ECR}:v2`, cpu: 256, memory: 128 },
      portMappings: [{ containerPort: 8080, hostPort: 80 }],
      secrets: [
        { name: "A", valueFrom: `${SECRET}:password::` },
        { name: "B", valueFrom: PARAMETER },
      ],
    },
    { name: "proxy", image: "envoy:1", memoryReservation: 64 },
  ],
};
const loadBalancers = [{ containerName: "app", containerPort: 8080 }];
const instance = (memory: number, ports: readonly string[]) => ({
  remainingResources: [
    { name: "CPU", integerValue: 1024 },
    { name: "MEMORY", integerValue: memory },
    { name: "PORTS", stringSetValue: [...ports] },
  ],
});

const answers = {
  DescribeServices: () => ({ services: [ecsService("app", { loadBalancers })] }),
  DescribeTaskDefinition: () => ({ taskDefinition: definition }),
  DescribeImages: () => ({ imageDetails: [{}] }),
  GetRole: () => ({
    xml: `<Role><AssumeRolePolicyDocument>${trust("ecs-tasks.amazonaws.com")}</AssumeRolePolicyDocument></Role>`,
  }),
  SimulatePrincipalPolicy: () => ({
    xml: "<EvaluationResults><member><EvalDecision>allowed</EvalDecision></member></EvaluationResults>",
  }),
  ListContainerInstances: () => ({ containerInstanceArns: ["i1"] }),
  DescribeContainerInstances: () => ({ containerInstances: [instance(500, ["22"])] }),
};

const simulation = (action: string, secret: string) =>
  expect.objectContaining({
    ...{ PolicySourceArn: ROLE, "ActionNames.member.1": action, "ResourceArns.member.1": secret },
  }) as object;

describe("npm run verify", () => {
  test("finds that all is there, and what it cannot check", async () => {
    const { code, stdout, calls } = await runOperator("verify app", { answers });

    expect(
      stdout
        .split("\n")
        .slice(-9)
        .map((line) => line.split(/ {2,}/)),
    ).toEqual([
      ["SERVICE", "CHECK", "RESULT", "OF"],
      ["app", "image", "ok", `${ECR}:v2`],
      ["app", "image", "not checked", "envoy:1", "it is not in ECR"],
      ["app", "secret", "ok", SECRET],
      ["app", "secret", "ok", PARAMETER],
      ["app", "port", "ok", "app:8080"],
      ["app", "role", "ok", ROLE],
      ["app", "room", "ok", "256 CPU units, 192 MiB, port 80"],
      [""],
    ]);
    expect(code).toBe(0);
    expect(calls.find(({ operation }) => operation === "DescribeImages")?.input).toEqual({
      ...{ registryId: "123456789012", repositoryName: "shop/app", imageIds: [{ imageTag: "v2" }] },
    });
    expect(calls.map(({ input }) => input)).toEqual(
      expect.arrayContaining([
        simulation("secretsmanager:GetSecretValue", SECRET),
        simulation("ssm:GetParameters", PARAMETER),
      ]),
    );
  });

  test("ends with 2 when something is wrong, and says what", async () => {
    const missing = { __type: "ImageNotFoundException", message: "no" };
    const { code, stdout } = await runOperator("verify app --json", {
      answers: {
        ...answers,
        DescribeImages: () => ({ status: 400, error: missing }),
        DescribeContainerInstances: () => ({ containerInstances: [instance(500, ["80"])] }),
        GetRole: () => ({
          xml: `<Role><AssumeRolePolicyDocument>${trust("ec2.amazonaws.com")}</AssumeRolePolicyDocument></Role>`,
        }),
        SimulatePrincipalPolicy: () => ({
          xml: "<EvaluationResults><member><EvalDecision>implicitDeny</EvalDecision></member></EvaluationResults>",
        }),
      },
    });
    const wrong = (JSON.parse(stdout) as { result: string; detail: string }[])
      .filter(({ result }) => result !== "ok" && result !== "not checked")
      .map(({ result, detail }) => `${result}: ${detail}`);

    expect(wrong).toEqual([
      "wrong: there is no such image: push it, or name another version",
      "wrong: the execution role may not secretsmanager:GetSecretValue it",
      "wrong: the execution role may not ssm:GetParameters it",
      "wrong: it does not trust ecs-tasks.amazonaws.com: tasks cannot assume it",
      "note: none of 1 instances has room: another one must start first",
    ]);
    expect(code).toBe(2);
  });
});

test("a load balancer that sends requests to another port than the container's is found", () => {
  const details = [8081, 8080].map(
    (containerPort) =>
      checkPorts({ loadBalancers: [{ containerName: "app", containerPort }] }, definition)[0]?.detail,
  );
  expect(details).toEqual(["the load balancer sends requests there, and the container has port 8080", ""]);
});

test("secrets are named once, without the part of the value", () => {
  const twice = {
    containerDefinitions: [...definition.containerDefinitions, ...definition.containerDefinitions],
  };
  expect(secretsOf(twice)).toEqual([SECRET, PARAMETER]);
});

test("a role is trusted to ECS tasks by one of its statements", () => {
  const allow = { Effect: "Allow", Action: ["sts:AssumeRole"] };
  const principal = { Service: ["ec2.amazonaws.com", "ecs-tasks.amazonaws.com"] };
  const document = (one: object) => JSON.stringify({ Statement: one });

  expect(trustsTasks(document({ ...allow, Principal: principal }))).toBe(true);
  expect(trustsTasks(document([{ ...allow, Effect: "Deny", Principal: principal }]))).toBe(false);
  expect(trustsTasks(document([{ ...allow, Principal: { Service: "ec2.amazonaws.com" } }]))).toBe(false);
  expect(trustsTasks("")).toBe(false);
});

test.each([
  ["all is left", instance(192, []), true],
  ["the port is in use", instance(192, ["80"]), false],
  ["memory is short by one", instance(191, []), false],
])("an instance has room when %s: %#", (_, one, room) => {
  expect(hasRoom(one, needsOf(definition))).toBe(room);
});

test("a task needs what it reserves as a whole, before what its containers do", () => {
  expect(needsOf({ ...definition, cpu: "512", memory: "1024" })).toEqual({
    cpu: 512,
    memoryMiB: 1024,
    ports: ["80"],
  });
});

test("a task needs of memory what a container reserves, and its limit where it reserves none", () => {
  const containerDefinitions = [{ memory: 512, memoryReservation: 128 }, { memory: 64 }];

  expect(needsOf({ containerDefinitions }).memoryMiB).toBe(192);
});
