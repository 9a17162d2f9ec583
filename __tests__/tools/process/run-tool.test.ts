import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { explainSystemError } from "../../../tools/process/run-tool";

const tools = join(__dirname, "..", "..", "..", "tools", "process");

/** Runs a command whose `main` is this source. */
function runCommand(main: string) {
  const source = `
    const { runTool } = require(${JSON.stringify(join(tools, "run-tool.ts"))});
    const { UserError, Interrupted } = require(${JSON.stringify(join(tools, "user-error.ts"))});
    void runTool(${main});`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--require", "tsx/cjs", "--eval", source], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("a command", () => {
  test("ends with the exit code that it sets", () => {
    expect(runCommand("async () => { process.exitCode = 7; }")).toEqual({
      status: 7,
      stdout: "",
      stderr: "",
    });
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

  test("fails when the system refuses, with one line and what to do", () => {
    expect(explainSystemError({ code: "ENOSPC", syscall: "write", path: "/tmp/a" })).toBe(
      `The disk is full (ENOSPC write /tmp/a): free some space, here or in ${tmpdir()}, and run the command again.`,
    );
    expect(explainSystemError({ code: "EROFS", syscall: "mkdir", path: "/srv/a" })).toBe(
      "The file system is read-only (EROFS mkdir /srv/a): run the command in a copy of the project that can be written, or set TMPDIR.",
    );
    expect(explainSystemError({ code: "ENOTDIR", syscall: "mkdir", path: "/srv/a/b" })).toBe(
      "A file is where a folder should be (ENOTDIR mkdir /srv/a/b): give one of the two another place.",
    );
    expect(explainSystemError(new TypeError("undefined is not a function"))).toBeUndefined();
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
