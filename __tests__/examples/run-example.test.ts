import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const project = join(__dirname, "../..");
let outdir: string;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), "example-"));
});
afterEach(() => {
  rmSync(outdir, { recursive: true });
});

function run(example: string, ...args: string[]) {
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", `examples/${example}/main.ts`, ...args],
    { cwd: project, env: { ...process.env, CDKTF_OUTDIR: outdir }, encoding: "utf8" },
  );
  return { status, stderr };
}

function written(): string[] {
  const files = readdirSync(outdir, { recursive: true, encoding: "utf8" });
  return files.filter((file) => file.endsWith(".tf.json"));
}

test.each(["boot", "location-user", "nodejs-app", "production-ecs"])(
  "example %s synthesizes without any context",
  (example) => {
    expect(run(example)).toEqual({ status: 0, stderr: "" });
    expect(written()).toEqual([join("stacks", example, "cdk.tf.json")]);
  },
);

test.each([
  {
    mistake: "a key is unknown",
    args: ["-c", "nope=1"],
    message:
      'context: \'key\' must be one of "certificateArn", "batch", "logKmsKeyArn", got "nope"; see the README of the example\n',
  },
  {
    mistake: "an argument is no context",
    args: ["--nope"],
    message:
      "context: 'arguments' must be pairs of -c key=value, got \"--nope\"; see the README of the example\n",
  },
  {
    mistake: "batch is neither true nor false",
    args: ["-c", "batch=no"],
    message: 'context: \'batch\' must be one of "true", "false", got "no"; see the README of the example\n',
  },
])("fails when $mistake", ({ args, message }) => {
  expect(run("production-ecs", ...args)).toEqual({ status: 1, stderr: message });
  expect(written()).toEqual([]);
});
