import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const project = join(__dirname, "..");
let outdir: string;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), "synth-"));
});
afterEach(() => {
  rmSync(outdir, { recursive: true });
});

/** Runs the program as a user does without the CDKTF CLI, from another folder. */
function run(...args: string[]) {
  const tsx = join(project, "node_modules/.bin/tsx");
  const { status, stdout, stderr } = spawnSync(tsx, [join(project, "main.ts"), ...args], {
    cwd: tmpdir(),
    env: { ...process.env, CDKTF_OUTDIR: outdir },
    encoding: "utf8",
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}

function written(): string[] {
  return readdirSync(outdir, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".tf.json"),
  );
}

function defaultVersion(stack: string): unknown {
  const file = join(outdir, "stacks", stack, "cdk.tf.json");
  const { variable } = JSON.parse(readFileSync(file, "utf8")) as {
    variable: Record<string, { default: string }>;
  };
  return variable.app_version?.default;
}

describe("main.ts", () => {
  test("synthesizes the environment and the version of cdktf.json", () => {
    const { context } = JSON.parse(readFileSync(join(project, "cdktf.json"), "utf8")) as {
      context: Record<string, string>;
    };
    const { environment = "" } = context;

    expect(run()).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(written()).toEqual([join("stacks", environment, "cdk.tf.json")]);
    expect(defaultVersion(environment)).toBe(context["app.version"]);
  });

  test("takes -c key=value over cdktf.json", () => {
    expect(run("-c", "environment=prod", "-c", "app.version=v99")).toEqual({
      status: 0,
      stdout: "",
      stderr: "",
    });
    expect(written()).toEqual([join("stacks", "prod", "cdk.tf.json")]);
    expect(defaultVersion("prod")).toBe("v99");
  });

  test("synthesizes the bucket for the state when asked to", () => {
    expect(run("-c", "stack=state")).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(written()).toEqual([join("stacks", "acc-state", "cdk.tf.json")]);
  });

  test.each([
    [
      "the environment is unknown",
      ["-c", "environment=test"],
      `context: 'environment' must be one of "acc", "prod", got "test"; add a file in environments/ for a new one`,
    ],
    [
      "the context has an unknown key",
      ["-c", "web.version=v2"],
      `context: 'key' must be one of "environment", "stack", "app.version", "acc.app.version", "prod.app.version", "acc.accountId", "prod.accountId", got "web.version"; remove it from cdktf.json or the -c arguments`,
    ],
    [
      "a version has a space",
      ["-c", "app.version=my tag"],
      `acc/app-version: 'default' must be a legal image tag or a digest "sha256:" with 64 hexadecimal digits, got "my tag"; write it like v2 or 1.4.0`,
    ],
    [
      "an argument is no pair",
      ["-c", "app.version"],
      `context: 'arguments' must be pairs of -c key=value, got "-c app.version"; write them like -c app.version=v2`,
    ],
  ])("fails when %s, with one line and nothing written", (_, args, message) => {
    expect(run(...args)).toEqual({ status: 1, stdout: "", stderr: `${message}\n` });
    expect(written()).toEqual([]);
  });
});
