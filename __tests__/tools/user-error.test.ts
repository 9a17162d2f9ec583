import { spawnSync } from "node:child_process";
import { join } from "node:path";

const tool = join(__dirname, "..", "..", "tools", "user-error.ts");

/** Runs a command whose `main` is this source. */
function runCommand(main: string) {
  const source = `const { runTool, UserError, Interrupted } = require(${JSON.stringify(tool)}); void runTool(${main});`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--require", "tsx/cjs", "--eval", source], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("a command", () => {
  test("ends with the exit code that it returns", () => {
    expect(runCommand("async () => 7")).toEqual({ status: 7, stdout: "", stderr: "" });
  });

  test("ends with 130 when it was interrupted", () => {
    expect(runCommand("async () => { throw new Interrupted(); }")).toMatchObject({ status: 130, stderr: "" });
  });

  test("fails on a mistake of the user's with one line", () => {
    expect(runCommand("async () => { throw new UserError('Mend it.'); }")).toEqual({
      status: 1,
      stdout: "",
      stderr: "Mend it.\n",
    });
  });

  test("fails when it waits for what cannot happen any more, instead of ending as if all was done", () => {
    expect(runCommand("() => new Promise(() => undefined)")).toEqual({
      status: 1,
      stdout: "",
      stderr:
        "The command waits for something that cannot happen any more: not everything was done. Run it again.\n",
    });
  });
});
