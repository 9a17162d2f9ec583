import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const project = join(__dirname, "../..");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "program-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs a program whose stack does this. */
function run(body: string, env: NodeJS.ProcessEnv = {}) {
  const file = join(folder, "main.ts");
  const module = (name: string) => JSON.stringify(join(project, "modules", name));
  const program = `
    import { TerraformStack } from ${JSON.stringify(require.resolve("cdktf"))};
    import { acknowledgeWarning, checkAtSynthesis } from ${module("core")};
    import { runProgram } from ${module("program")};
    runProgram((app) => {
      const stack = new TerraformStack(app, "test");
      const find = (prop: string, code?: "ECS-FIT-002") => checkAtSynthesis(stack, (c) =>
        c.require(() => false, { prop, must: "be small", got: 9, hint: "shrink it", code }));
      ${body}
    });`;
  writeFileSync(file, program);
  const { status, stdout, stderr } = spawnSync(join(project, "node_modules/.bin/tsx"), [file], {
    cwd: folder,
    env: { ...process.env, CDKTF_OUTDIR: join(folder, "out"), ...env },
    encoding: "utf8",
  });
  return { status, stdout, stderr, isWritten: existsSync(join(folder, "out/stacks/test/cdk.tf.json")) };
}

describe("a program", () => {
  test("prints what it warns of on standard error, and writes its stacks", () => {
    expect(run('find("size", "ECS-FIT-002");')).toEqual({
      status: 0,
      stdout: "",
      stderr: "warning: test: 'size' should be small, got 9; shrink it [ECS-FIT-002]\n",
      isWritten: true,
    });
  });

  test("prints why a warning is acknowledged", () => {
    expect(
      run('find("size", "ECS-FIT-002"); acknowledgeWarning(stack, "ECS-FIT-002", "measured");').stderr,
    ).toBe("acknowledged: test: 'size' should be small, got 9; shrink it [ECS-FIT-002] (measured)\n");
  });

  test("fails when there are errors, prints them beside the warnings, and writes no stack", () => {
    expect(run('find("a"); find("b", "ECS-FIT-002");')).toEqual({
      status: 1,
      stdout: "",
      stderr: [
        "test: 'a' must be small, got 9; shrink it",
        "warning: test: 'b' should be small, got 9; shrink it [ECS-FIT-002]\n",
      ].join("\n"),
      isWritten: false,
    });
  });

  test("writes all of it into a file for the commands, and prints nothing", () => {
    const file = join(folder, "diagnostics.json");

    expect(run('find("a"); find("b", "ECS-FIT-002");', { ECS_DIAGNOSTICS_FILE: file })).toMatchObject({
      status: 1,
      stderr: "",
    });
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject([
      { severity: "error", code: "ECS-PROP-001", path: "test", prop: "a", got: "9" },
      { severity: "warning", code: "ECS-FIT-002", path: "test", prop: "b", hint: "shrink it" },
    ]);
  });
});
