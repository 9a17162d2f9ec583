import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
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
  return runIn(project, ...args);
}

function runIn(folder: string, ...args: string[]) {
  const tsx = join(project, "node_modules/.bin/tsx");
  const { status, stdout, stderr } = spawnSync(tsx, [join(folder, "main.ts"), ...args], {
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

  test("fails when an environment has a wrong setting, with one line and nothing written", () => {
    const copy = projectWith("export const acc = { ...JSON.parse('{}'), regoin: 'eu-west-1' };");
    const { status, stdout, stderr } = runIn(copy);
    rmSync(copy, { recursive: true });

    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr.split("\n")).toEqual([
      `environments/acc.ts: 'regoin' must be a setting that there is, got "eu-west-1"; write "region"`,
      "environments/acc.ts: 'project' must be given, got nothing; add it: a text",
      "environments/acc.ts: 'network' must be given, got nothing; add it: an object",
      "environments/acc.ts: 'instances' must be given, got nothing; add it: an object with names of your own as keys",
      "environments/acc.ts: 'services' must be given, got nothing; add it: an object with names of your own as keys",
      "",
    ]);
    expect(written()).toEqual([]);
  });
});

/** A copy of the project with one environment. */
function projectWith(acc: string): string {
  const copy = mkdtempSync(join(tmpdir(), "project-"));
  for (const name of ["settings", "stacks", "modules", "node_modules", "package.json", "tsconfig.json"]) {
    symlinkSync(join(project, name), join(copy, name));
  }
  for (const name of ["main.ts", "cdktf.json"]) {
    copyFileSync(join(project, name), join(copy, name));
  }
  mkdirSync(join(copy, "environments"));
  writeFileSync(join(copy, "environments/acc.ts"), acc);
  return copy;
}

test("cdktf.json has the projectId that a bare cdktf would write into it", () => {
  const { projectId } = JSON.parse(readFileSync(join(project, "cdktf.json"), "utf8")) as {
    projectId: unknown;
  };

  expect(projectId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});
