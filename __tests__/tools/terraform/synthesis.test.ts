import { readdirSync } from "node:fs";
import { join } from "node:path";

import { RefusedInput } from "../../../tools/terraform/diagnostics";
import { synthesize } from "../../../tools/terraform/synthesis";
import { UserError } from "../../../tools/process/user-error";
import { writeFile } from "../support/folders";
import { temporaryProject } from "../support/temporary-project";

function synthesizeIn(projectDirectory: string, ...context: readonly string[]) {
  const outputDirectory = join(projectDirectory, "deep", "out");
  return synthesize({ projectDirectory, outputDirectory, context, env: process.env });
}

describe("synthesize", () => {
  test("finds the stack, its variables and its backend", async () => {
    const project = temporaryProject();

    expect(await synthesizeIn(project)).toEqual({
      name: "acc",
      directory: join(project, "deep", "out", "stacks", "acc"),
      region: undefined,
      buckets: new Map(),
      variables: { app_version: { type: "string", default: "v1" } },
      annotations: ["what a construct says"],
      warnings: [],
      backend: { bucket: "state-acc", region: "eu-west-1", key: "acc.tfstate" },
      resources: new Map(),
      outputs: {},
    });
  });

  test("finds the resources with the paths of their constructs, and the outputs", async () => {
    const output = { url: { value: "${aws_lb.public.dns_name}" } };
    const balancer = { "//": { metadata: { path: "acc/alb/balancer" } } };
    const resource = { aws_lb: { public: balancer, internal: {} }, aws_vpc: { vpc: {} } };

    expect(await synthesizeIn(temporaryProject({ output, resource }))).toMatchObject({
      resources: new Map([
        ["aws_lb.public", "alb/balancer"],
        ["aws_lb.internal", "internal"],
        ["aws_vpc.vpc", "vpc"],
      ]),
      outputs: output,
    });
  });

  test("runs another program, with its arguments", async () => {
    const projectDirectory = temporaryProject();
    const outputDirectory = join(projectDirectory, "out");
    const app = "node --import tsx main.ts -c environment=prod";
    const stack = await synthesize({ projectDirectory, outputDirectory, context: [], env: process.env, app });

    expect(stack.name).toBe("prod");
  });

  test("hands the context on", async () => {
    const stack = await synthesizeIn(temporaryProject(), "app.version=v2", "environment=prod");

    expect(stack).toMatchObject({ name: "prod", variables: { app_version: { default: "v2" } } });
  });

  test("fails when main.ts refuses its input, with what it says", async () => {
    await expect(synthesizeIn(temporaryProject(), "no.such=x")).rejects.toThrow(
      new UserError("main.ts: there is no 'no.such'"),
    );
  });

  test("fails when the program cannot write, with one line and what to do", async () => {
    const project = temporaryProject();
    const out = writeFile(join(project, "deep", "out"), "");

    await expect(synthesizeIn(project)).rejects.toThrow(
      new UserError(
        `A file is where a folder should be (ENOTDIR mkdir ${out}/stacks/acc): give one of the two another place.`,
      ),
    );
  });

  test("finds what the program warns of", async () => {
    const warning = { severity: "warning", code: "ECS-FIT-001", path: "acc/app", message: "acc/app: …" };

    expect((await synthesizeIn(temporaryProject({}, [warning]))).warnings).toEqual([warning]);
  });

  test("fails when the program finds errors, and says them with what it warns of", async () => {
    const path = "acc/app";
    const diagnostics = [
      { severity: "error", code: "ECS-PROP-001", path, message: "acc/app: wrong" },
      { severity: "warning", code: "ECS-FIT-001", path, message: "acc/app: tight" },
      { severity: "warning", code: "ECS-FIT-002", path, message: "acc/app: odd", acknowledged: "measured" },
    ] as const;

    await expect(synthesizeIn(temporaryProject({}, diagnostics))).rejects.toEqual(
      new RefusedInput(diagnostics),
    );
    expect(new RefusedInput(diagnostics).message).toBe(
      "acc/app: wrong\nwarning: acc/app: tight\nacknowledged: acc/app: odd (measured)",
    );
  });

  test("leaves nothing behind when it fails", async () => {
    const project = temporaryProject();

    await expect(synthesizeIn(project, "no.such=x")).rejects.toThrow(UserError);

    expect(readdirSync(join(project, "deep"))).toEqual([]);
  });

  test("leaves alone what was there before when it fails", async () => {
    const project = temporaryProject();
    const { directory } = await synthesizeIn(project);

    await expect(synthesizeIn(project, "no.such=x")).rejects.toThrow(UserError);

    expect(readdirSync(directory)).toEqual(["cdk.tf.json"]);
  });
});
