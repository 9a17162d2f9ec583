import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { run } from "../../../tools/process/child-process";
import { Interrupted } from "../../../tools/process/user-error";
import { temporaryFolder, writeFile } from "../support/folders";

const project = join(__dirname, "..", "..", "..");

describe("run", () => {
  const env = { PATH: process.env.PATH };

  test("collects both outputs and the exit code", async () => {
    expect(await run("sh", ["-c", "echo out; echo err >&2; exit 3"], { env })).toEqual({
      code: 3,
      signal: undefined,
      stdout: "out",
      stderr: "err",
    });
  });

  test("hands over every line as it comes, the last also without a line break", async () => {
    const lines: string[] = [];
    await run("sh", ["-c", "printf 'one\\ntwo'"], { env, onLine: (line) => lines.push(line) });

    expect(lines).toEqual(["one", "two"]);
  });

  test("runs in the given folder and environment, and in no other", async () => {
    const cwd = temporaryFolder();
    const { stdout } = await run("sh", ["-c", 'pwd; echo "$A$HOME"'], { cwd, env: { ...env, A: "a" } });

    expect(stdout).toBe(`${cwd}\na`);
  });

  test.each([
    ["TERM", 143],
    ["KILL", 137],
  ])("tells that SIG%s has ended it, with the exit code that shells have for it", async (signal, code) => {
    expect(await run("sh", ["-c", `kill -${signal} $$`], { env })).toMatchObject({
      code,
      signal: `SIG${signal}`,
    });
  });

  test("ends what a killed child has started, which would hold the output open", async () => {
    const result = await run("sh", ["-c", "sleep 60 & kill -KILL $$"], { env });

    expect(result.signal).toBe("SIGKILL");
  });

  test("starts nothing that was aborted before", async () => {
    const folder = temporaryFolder();
    const work = run("sh", ["-c", `echo > ${folder}/begun`], { env, abort: AbortSignal.abort() });

    await expect(work).rejects.toThrow(Interrupted);
    expect(existsSync(join(folder, "begun"))).toBe(false);
  });

  test("stops a child in good order on demand, and tells how it has ended", async () => {
    const stop = new AbortController();
    const script = "trap 'echo stopped; exit 4' INT; echo begun; while :; do sleep 0.1; done";
    const onLine = () => {
      stop.abort();
    };

    expect(await run("sh", ["-c", script], { env, stop: stop.signal, onLine })).toMatchObject({
      code: 4,
      stdout: "begun\nstopped",
    });
  });

  test("fails with what its listener fails with, but ends the child in good order before", async () => {
    const folder = temporaryFolder();
    const script = `trap 'echo > ${folder}/stopped; exit 1' INT; echo begun; echo more; while :; do sleep 0.1; done`;
    const onLine = (line: string) => {
      throw new Error(line);
    };

    await expect(run("sh", ["-c", script], { env, onLine })).rejects.toThrow("begun");
    expect(existsSync(join(folder, "stopped"))).toBe(true);
  });

  test("fails when there is no such program", async () => {
    await expect(run("/nowhere/terraform", [], { env })).rejects.toThrow("spawn /nowhere/terraform ENOENT");
  });
});

describe("after Ctrl-C", () => {
  /** Runs a tool that runs a child; the child tells how often it is asked to stop, and takes its time. */
  function startTool(child: string) {
    const folder = temporaryFolder();
    const tools = join(project, "tools", "process");
    const program = writeFile(join(folder, "child.js"), child);
    const tool = writeFile(
      join(folder, "tool.ts"),
      `import { run } from ${JSON.stringify(join(tools, "child-process"))};
       import { interruption, onAbort, watchForInterrupts } from ${JSON.stringify(join(tools, "interrupts"))};
       import { runTool } from ${JSON.stringify(join(tools, "run-tool"))};
       watchForInterrupts();
       onAbort(interruption, () => console.log("pressed"));
       void runTool(async () => {
         try {
           await run(process.execPath, [${JSON.stringify(program)}], { env: process.env, onLine: console.log });
         } finally {
           console.log("cleaned up");
         }
         console.log("goes on");
       });`,
    );
    return spawn(process.execPath, ["--import", "tsx", tool], {
      cwd: project,
      detached: true,
      stdio: ["ignore", "pipe", "inherit"],
    });
  }

  const PATIENT = `
    process.on("SIGINT", () => {
      console.log("asked");
      setTimeout(() => process.exit(), 1500);
    });
    setInterval(() => {}, 1000);
    console.log("running");`;
  const STUBBORN = `
    process.on("SIGINT", () => console.log("asked"));
    setInterval(() => {}, 1000);
    console.log("running");`;

  test("a child is asked to stop once, is waited for, and the tool ends with 130", async () => {
    const tool = startTool(PATIENT);
    const lines: string[] = [];
    const exitCode = new Promise<number | null>((resolve) => tool.once("exit", resolve));
    for await (const line of createInterface({ input: tool.stdout })) {
      if (line === "running") {
        // A terminal signals the whole group …
        process.kill(-(tool.pid ?? 0), "SIGINT");
      } else if (line === "pressed" && !lines.includes("pressed")) {
        // … and npm passes the signal on.
        process.kill(tool.pid ?? 0, "SIGINT");
      }
      lines.push(line);
    }

    expect(lines).toEqual(["running", "pressed", "asked", "cleaned up"]);
    expect(await exitCode).toBe(130);
  });

  test("pressed twice, a child that does not stop is ended", async () => {
    const tool = startTool(STUBBORN);
    const lines: string[] = [];
    const exitCode = new Promise<number | null>((resolve) => tool.once("exit", resolve));
    for await (const line of createInterface({ input: tool.stdout })) {
      if (line === "running") {
        tool.kill("SIGINT");
      } else if (line === "asked" && !lines.includes("asked")) {
        setTimeout(() => tool.kill("SIGINT"), 1100);
      }
      lines.push(line);
    }

    expect(lines).toEqual(["running", "pressed", "asked", "asked", "cleaned up"]);
    expect(await exitCode).toBe(130);
  }, 30_000);
});
