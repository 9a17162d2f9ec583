import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { childrenOf, run } from "../../tools/child-process";
import { temporaryFolder, writeFile } from "./support/folders";

const project = join(__dirname, "..", "..");

describe("run", () => {
  const env = { PATH: process.env.PATH };

  test("collects both outputs and the exit code", async () => {
    expect(await run("sh", ["-c", "echo out; echo err >&2; exit 3"], { env })).toEqual({
      code: 3,
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

  test("tells a signal by the exit code that shells have for it", async () => {
    expect((await run("sh", ["-c", "kill -TERM $$"], { env })).code).toBe(143);
  });

  test("fails when there is no such program", async () => {
    await expect(run("/nowhere/terraform", [], { env })).rejects.toThrow("spawn /nowhere/terraform ENOENT");
  });
});

test("childrenOf lists the processes that a process has started", async () => {
  const child = spawn("sleep", ["60"]);
  try {
    expect(await childrenOf(process.pid)).toContain(child.pid);
    expect(await childrenOf(child.pid ?? 0)).toEqual([]);
  } finally {
    child.kill();
  }
});

describe("after Ctrl-C", () => {
  /** Runs a tool that runs a child; the child tells how often it is asked to stop, and takes its time. */
  function startTool() {
    const folder = temporaryFolder();
    const child = writeFile(
      join(folder, "child.js"),
      `process.on("SIGINT", () => {
         console.log("asked");
         setTimeout(() => process.exit(), 1500);
       });
       setInterval(() => {}, 1000);
       console.log("running");`,
    );
    const tool = writeFile(
      join(folder, "tool.ts"),
      `import { run } from ${JSON.stringify(join(project, "tools", "child-process"))};
       import { onInterrupt, watchForInterrupts } from ${JSON.stringify(join(project, "tools", "interrupts"))};
       import { runTool } from ${JSON.stringify(join(project, "tools", "user-error"))};
       watchForInterrupts();
       onInterrupt(() => console.log("pressed"));
       void runTool(async () => {
         try {
           await run(process.execPath, [${JSON.stringify(child)}], { env: process.env, onLine: console.log });
         } finally {
           console.log("cleaned up");
         }
         console.log("goes on");
         return 0;
       });`,
    );
    return spawn(process.execPath, ["--import", "tsx", tool], {
      cwd: project,
      detached: true,
      stdio: ["ignore", "pipe", "inherit"],
    });
  }

  test("a child is asked to stop once, is waited for, and the tool ends with 130", async () => {
    const tool = startTool();
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
});
