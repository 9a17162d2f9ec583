import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TerraformStack } from "cdktf";
import { ComposeProject, type ComposeProjectProps } from "../../modules/compose";
import { ExistingCluster } from "../../modules/ecs-cluster";
import { refusal, synthesize } from "../support/synth";
import { containersOf } from "../support/task";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "compose-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

function project(
  stack: TerraformStack,
  file: string,
  props: Partial<ComposeProjectProps> = {},
): ComposeProject {
  const cluster = new ExistingCluster(stack, "cluster", { name: "main" });
  return new ComposeProject(stack, "project", { cluster, name: "login", file, environment: {}, ...props });
}

const TEXT = `
services:
  web:
    image: web:1
    ports: ["5000:5000"]
    environment: { GREETING: "$GREETING", TAG: "\${TAG:-none}", PROJECT: $COMPOSE_PROJECT_NAME }
    mem_limit: 64m
    links: [redis]
  redis: { image: "redis:7.4", mem_limit: 32m }`;

test("[S3.7] a Compose file is one task definition and one service, named after the project", () => {
  const file = write("docker-compose.yml", TEXT);
  const stack = synthesize((scope) => project(scope, file));

  expect(stack.types).toEqual([
    "aws_cloudwatch_log_group",
    "aws_ecs_service",
    "aws_ecs_task_definition",
    "aws_iam_role",
    "aws_iam_role_policy",
  ]);
  expect(stack.only("aws_ecs_service")).toMatchObject({ name: "login", cluster: "main", desired_count: 1 });
  expect(containersOf(stack)).toMatchObject([
    { name: "web", links: ["redis"], portMappings: [{ containerPort: 5000, hostPort: 0 }] },
    { name: "redis", portMappings: [] },
  ]);
});

test("with services: separate, each is a service of its own", () => {
  const file = write("docker-compose.yml", TEXT.replace("links: [redis]", ""));
  const stack = synthesize((scope) =>
    project(scope, file, { services: "separate", hostPorts: "as-written" }),
  );

  expect(stack.list("aws_ecs_service").map(({ name }) => name)).toEqual(["login-web", "login-redis"]);
  expect(stack.list("aws_ecs_task_definition")).toHaveLength(2);
});

test("a task that writes to a named volume stops before another one starts", () => {
  const file = write(
    "c.yml",
    "services: { db: { image: 'postgres:17', mem_limit: 64m, volumes: ['data:/data'] } }\nvolumes: { data: }",
  );

  expect(synthesize((stack) => project(stack, file)).only("aws_ecs_service")).toMatchObject({
    deployment_minimum_healthy_percent: 0,
    deployment_maximum_percent: 100,
  });
});

test("variables come from the environment, and from .env beside the file, which loses", () => {
  const file = write("docker-compose.yml", TEXT);
  write(".env", "GREETING=file\nTAG=from-file\nDERIVED=$TAG\n");
  const stack = synthesize((scope) => project(scope, file, { environment: { GREETING: "environment" } }));

  expect(containersOf(stack)[0]?.environment).toEqual([
    { name: "GREETING", value: "environment" },
    { name: "PROJECT", value: "login" },
    { name: "TAG", value: "from-file" },
  ]);
});

test("what looks like a template of Terraform reaches ECS as it stands", () => {
  const file = write(
    "c.yml",
    "services: { a: { image: 'a:1', mem_limit: 6m, environment: { A: '$${x}' } } }",
  );
  const stack = synthesize((scope) => project(scope, file));

  expect(String(stack.only("aws_ecs_task_definition").container_definitions)).toContain('"value":"$${x}"');
});

test("warnings and notes are annotations, which CDKTF shows", () => {
  const file = write(
    "c.yml",
    "version: '3'\nservices:\n  a:\n    image: a:1\n    mem_limit: 6m\n    pids_limit: 1",
  );
  synthesize((stack) => {
    const { node, diagnostics } = project(stack, file);

    expect(node.metadata.map(({ type, data }) => [type, data as unknown])).toEqual([
      ["@cdktf/info", `${file}:1:1: note: version: is obsolete: Compose ignores it too; leave it out`],
      [
        "@cdktf/warn",
        `${file}:6:5: warning: services.a.pids_limit: ECS limits no number of processes; use ulimits: nproc`,
      ],
    ]);
    expect(diagnostics.map(({ severity }) => severity)).toEqual(["note", "warning"]);
  });
});

test("fails when the file has errors, with all of them and without warnings", () => {
  const file = write("c.yml", "services:\n  a:\n    image: a\n    pids_limit: 1\n  b:\n    build: .");

  expect(refusal((stack) => project(stack, file))).toBe(
    [
      `${file}:3:5: error: services.a.image: must have a tag other than latest, or a digest, got "a"; write it like redis:7.4; else nobody knows which version runs`,
      `${file}:6:5: error: services.b.build: ECS builds no images; build and push it, then name it as image: name:tag`,
    ].join("\n"),
  );
});

test("fails when there is no file", () => {
  expect(refusal((stack) => project(stack, "nowhere/docker-compose.yml"))).toBe(
    "nowhere/docker-compose.yml: there is no such file; name the Compose file",
  );
});

test("fails when .env is broken", () => {
  const file = write("c.yml", TEXT);
  write(".env", "A=1\nno value here\n");

  expect(refusal((stack) => project(stack, file))).toBe(
    `${join(folder, ".env")}:2:1: error: is no NAME=value; correct it, and close all quotes`,
  );
});

test.each(["feature/login", "Login", "", "1st", "a".repeat(41)])("fails when the name is %j", (name) => {
  const file = write("c.yml", TEXT);

  expect(refusal((stack) => project(stack, file, { name }))).toBe(
    `test/project: 'name' must be 1 to 40 lowercase letters, digits and hyphens, beginning with a letter, got "${name}"; write a branch feature/Login as feature-login`,
  );
});
