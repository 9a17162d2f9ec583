import { Secret } from "../../../modules/ecs-task";
import {
  refusedContainers,
  renderContainer,
  statementsOf,
  synthesizeTask,
  container,
} from "../../support/task";

const SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders/db-AbC123";

test.each(["registry.example.com:5000/a/b:v1", `nginx@sha256:${"0".repeat(64)}`])(
  "an image may be %s",
  (image) => {
    expect(renderContainer({ image }).image).toBe(image);
  },
);

test("fails when an image has no version", () => {
  expect(refusedContainers([{ image: "nginx" }])).toBe(
    `test/task: 'containers[0].image' must be an image with its tag or digest, got "nginx"; write it like nginx:1.27; without a tag nobody knows which version runs`,
  );
});

test("[S4.2] fails when an image has the tag latest, unless that is allowed", () => {
  const image = "nginx:latest";

  expect(refusedContainers([{ image }])).toBe(
    `test/task: 'containers[0].image' must not have the tag latest, got "nginx:latest"; name a version, since nobody knows which one that is, or set 'allowLatest'`,
  );
  expect(renderContainer({ image, allowLatest: true }).image).toBe(image);
});

test("credentials of a private registry are a secret that may be read to pull the image", () => {
  const image = "registry.example.com/orders:v1";
  const stack = synthesizeTask({
    containers: [container({ image, repositoryCredentials: Secret.fromSecretsManager(SECRET) })],
  });

  expect(stack.only("aws_ecs_task_definition").container_definitions).toContain(
    `"repositoryCredentials":{"credentialsParameter":"${SECRET}"}`,
  );
  expect(statementsOf(stack, "execution-role")[1]?.Resource).toEqual([SECRET]);
});

test.each([
  [
    "one value of a secret",
    Secret.fromSecretsManager(SECRET, { jsonKey: "password" }),
    `${SECRET}:password::`,
  ],
  ["a parameter", Secret.fromSsmParameter("/prod/registry"), "/prod/registry"],
])("fails when the credentials of a registry are %s", (_, repositoryCredentials, got) => {
  expect(refusedContainers([{ repositoryCredentials }])).toBe(
    "test/task: 'containers[0].repositoryCredentials' must be a whole secret of Secrets Manager, " +
      `got "${got}"; write Secret.fromSecretsManager(arn)`,
  );
});
