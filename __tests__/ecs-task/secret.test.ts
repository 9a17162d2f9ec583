import { Secret } from "../../modules/ecs-task";
import { refusalOf } from "../support/synth";
import { container, containersOf, statementsOf, synthesizeTask } from "../support/task";

const DB_SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders/db-AbC123";
const KEY = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555";

describe("a secret of a container", () => {
  const stack = synthesizeTask({
    containers: [
      container({
        secrets: {
          TOKEN: Secret.fromSsmParameter("/prod/orders/token", { kmsKeyArn: KEY }),
          PASSWORD: Secret.fromSecretsManager(DB_SECRET, { jsonKey: "password" }),
        },
      }),
    ],
  });

  test("is named in the task definition, in the order of the variables, and has no value there", () => {
    expect(containersOf(stack)[0]?.secrets).toEqual([
      { name: "PASSWORD", valueFrom: `${DB_SECRET}:password::` },
      { name: "TOKEN", valueFrom: "/prod/orders/token" },
    ]);
  });

  test("may be read by the execution role, with its key and nothing beside it", () => {
    const [, ...statements] = statementsOf(stack, "execution-role");

    expect(statements).toEqual([
      {
        Effect: "Allow",
        Action: ["ssm:GetParameters"],
        Resource: [expect.stringMatching(/^arn:aws:ssm:eu-west-1:\$\{.*\}:parameter\/prod\/orders\/token$/)],
      },
      { Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: [DB_SECRET] },
      { Effect: "Allow", Action: ["kms:Decrypt"], Resource: [KEY] },
    ]);
  });

  test("is not for the program: its task role is allowed nothing", () => {
    expect(statementsOf(stack, "task-role")).toEqual([]);
  });
});

test("several values of one secret need one permission", () => {
  const stack = synthesizeTask({
    containers: [
      container({
        secrets: {
          DB_USER: Secret.fromSecretsManager(DB_SECRET, { jsonKey: "username" }),
          DB_PWD: Secret.fromSecretsManager(DB_SECRET, { jsonKey: "password" }),
        },
      }),
    ],
  });

  expect(statementsOf(stack, "execution-role")).toContainEqual({
    Effect: "Allow",
    Action: ["secretsmanager:GetSecretValue"],
    Resource: [DB_SECRET],
  });
});

describe("images in ECR", () => {
  test("may be pulled by the execution role, from their own repositories only", () => {
    const stack = synthesizeTask({
      containers: [
        container({ image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/ping-pong/client:abc" }),
        container({ name: "node", image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/ping-pong/node:abc" }),
      ],
    });

    expect(statementsOf(stack, "execution-role").slice(1)).toEqual([
      { Effect: "Allow", Action: ["ecr:GetAuthorizationToken"], Resource: ["*"] },
      {
        Effect: "Allow",
        Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        Resource: [
          "arn:aws:ecr:eu-west-1:123456789012:repository/ping-pong/client",
          "arn:aws:ecr:eu-west-1:123456789012:repository/ping-pong/node",
        ],
      },
    ]);
  });

  test("images elsewhere need no permission", () => {
    expect(statementsOf(synthesizeTask(), "execution-role")).toHaveLength(1);
  });
});

test("fails when the ARN of a secret is not whole", () => {
  const secret = Secret.fromSecretsManager("arn:aws:secretsmanager:eu-west-1:123456789012:secret:db");

  expect(refusalOf(() => synthesizeTask({ containers: [container({ secrets: { TOKEN: secret } })] }))).toBe(
    "test/task: 'containers[0].secrets.TOKEN' must be the whole ARN of a secret, with the six characters that AWS appends, " +
      'got "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db"; copy it from the Secrets Manager console',
  );
});

test("fails when the name of a parameter has a space", () => {
  const secret = Secret.fromSsmParameter("/prod/db password");

  expect(refusalOf(() => synthesizeTask({ containers: [container({ secrets: { TOKEN: secret } })] }))).toBe(
    "test/task: 'containers[0].secrets.TOKEN' must be the name or ARN of a parameter, " +
      'got "/prod/db password"; write it like /prod/orders/db-password',
  );
});
