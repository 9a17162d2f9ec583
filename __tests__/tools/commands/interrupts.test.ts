import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { fakeTerraform, type FakeTerraform, type FakeTerraformOptions } from "../support/fake-terraform";
import { runCommand } from "../support/run-command";
import { temporaryProject } from "../support/temporary-project";

const entry = join(__dirname, "..", "..", "..", "tools", "main.mjs");

/** Goes on for half a minute, or until it is asked to stop; notes how often it is asked. */
const PATIENT =
  "trap 'echo asked >> $here/asked; exit 1' INT; /bin/cat $here/begun; /bin/sleep 30 > /dev/null 2>&1 & wait";
const STUBBORN =
  "trap 'echo asked >> $here/asked' INT; /bin/cat $here/begun; while true; do /bin/sleep 30 > /dev/null 2>&1 & wait; done";

function timesAsked(terraform: FakeTerraform): number {
  const file = terraform.file("asked");
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").length : 0;
}

/** The plan files, which hold secrets. */
function plansLeft(terraform: FakeTerraform): string[] {
  return readdirSync(terraform.file("")).filter((name) => name.includes("-plan-"));
}

/** Runs `npm run deploy` and calls `act` as soon as it prints `when`. */
async function deploy(options: FakeTerraformOptions, when: string, act: (child: ChildProcess) => void) {
  const terraform = fakeTerraform(options);
  let acted = false;
  const outcome = await runCommand("deploy --auto-approve", {
    cwd: temporaryProject(),
    env: terraform.env,
    onOutput: (child, text) => {
      if (!acted && text.includes(when)) {
        acted = true;
        // Terraform is started a little later than that is said.
        setTimeout(() => {
          act(child);
        }, 300);
      }
    },
  });
  return { ...outcome, terraform };
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!condition() && performance.now() < deadline) {
    await delay(50);
  }
  expect(condition()).toBe(true);
}

describe("one Ctrl-C", () => {
  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "(%s) asks Terraform once to stop, and says what that means",
    async (signal) => {
      const { code, stdout, stderr, terraform } = await deploy(
        { apply: PATIENT },
        "Deploying acc",
        (child) => {
          child.kill(signal);
          child.kill(signal);
        },
      );

      expect(timesAsked(terraform)).toBe(1);
      expect(stdout).toMatch(/Deploying acc · interrupted\n$/);
      expect({ code, stderr }).toEqual({
        code: 130,
        stderr:
          "\nStopping: Terraform ends the calls in flight, saves and unlocks the state. Ctrl-C again ends it at once.\n" +
          "Interrupted: what Terraform has done for 'acc' is saved; 'npm run deploy' goes on from there.\n",
      });
      expect(plansLeft(terraform)).toEqual([]);
    },
  );

  test.each([
    ["synthesis", "Synthesizing", {}, []],
    ["init", "Preparing Terraform", { init: PATIENT }, ["init"]],
  ])("during %s begins nothing more", async (_, when, options, calls) => {
    const { code, terraform } = await deploy(options, when, (child) => {
      child.kill("SIGINT");
    });

    expect(terraform.calls().map((call) => call.split(" ")[0])).toEqual(calls);
    expect(code).toBe(130);
  });
});

test("a second Ctrl-C ends Terraform although it does not stop, and says what may be left", async () => {
  const { code, stderr, terraform } = await deploy({ apply: STUBBORN }, "Deploying acc", (child) => {
    child.kill("SIGINT");
    setTimeout(() => child.kill("SIGINT"), 1200);
  });

  expect(timesAsked(terraform)).toBe(2);
  expect({ code, stderr }).toEqual({
    code: 130,
    stderr:
      "\nStopping: Terraform ends the calls in flight, saves and unlocks the state. Ctrl-C again ends it at once.\n" +
      "\nEnding at once: the state of 'acc' may stay locked ('npm run unlock'), and may not know of what was being made ('npm run recover' finds it).\n",
  });
}, 30_000);

test("the death of npm alone is a Ctrl-C, too", async () => {
  const terraform = fakeTerraform({ apply: PATIENT });
  const npm = spawn("/bin/sh", ["-c", `'${process.execPath}' '${entry}' deploy --auto-approve; true`], {
    cwd: temporaryProject(),
    env: { ...terraform.env, npm_lifecycle_event: "deploy" },
    stdio: "ignore",
  });
  await until(
    () => existsSync(terraform.file("calls")) && terraform.calls().some((call) => call.startsWith("apply")),
  );
  npm.kill("SIGKILL");

  await until(() => timesAsked(terraform) === 1);
  await until(() => plansLeft(terraform).length === 0);
}, 60_000);

describe("at the approval prompt", () => {
  /** Runs `npm run deploy` in a terminal, and calls `act` when it asks. */
  async function deployInTerminal(act: (terminal: ChildProcess) => void, env: NodeJS.ProcessEnv = {}) {
    const terraform = fakeTerraform();
    const terminal = spawn("script", ["-qefc", `'${process.execPath}' '${entry}' deploy`, "/dev/null"], {
      cwd: temporaryProject(),
      env: {
        ...terraform.env,
        PATH: `${terraform.env.PATH ?? ""}:${process.env.PATH ?? ""}`,
        SHELL: "/bin/sh",
        ...env,
      },
      stdio: ["pipe", "pipe", "inherit"],
    });
    let text = "";
    let asked = 0;
    terminal.stdout.on("data", (more: Buffer) => {
      text += more.toString();
      const questions = text.split("shows Terraform's text: ").length - 1;
      if (questions > asked) {
        asked = questions;
        act(terminal);
      }
    });
    const code = await new Promise<number | null>((resolve) => terminal.once("close", resolve));
    return { code, text, terraform };
  }

  const applied = (terraform: FakeTerraform) => terraform.calls().some((call) => call.startsWith("apply"));

  test("'yes' applies", async () => {
    const { code, text, terraform } = await deployInTerminal((terminal) => terminal.stdin?.write("yes\n"));

    expect(text).toContain("Deploy this to 'acc'? Only 'yes' approves, 'details' shows Terraform's text: ");
    expect(applied(terraform)).toBe(true);
    expect(code).toBe(0);
  });

  test("'details' shows more and asks again, and anything else changes nothing", async () => {
    const answers = ["details\n", "y\n"];
    const { code, text, terraform } = await deployInTerminal((terminal) =>
      terminal.stdin?.write(answers.shift() ?? ""),
    );

    expect(text).toContain("Terraform's own text");
    expect(text).toContain("Not approved: nothing was changed.");
    expect(applied(terraform)).toBe(false);
    expect(code).toBe(1);
  });

  test.each([
    [{}, "show <plan>"],
    [{ NO_COLOR: "1" }, "show -no-color <plan>"],
  ])("'details' is coloured, unless NO_COLOR says otherwise (%j)", async (env, call) => {
    const answers = ["details\n", "no\n"];
    const { terraform } = await deployInTerminal(
      (terminal) => terminal.stdin?.write(answers.shift() ?? ""),
      env,
    );

    expect(terraform.calls().at(-1)).toBe(call);
  });

  test.each<[string, (terminal: ChildProcess) => void]>([
    ["Ctrl-C", (terminal) => terminal.stdin?.write("\x03")],
    ["the end of input", (terminal) => terminal.stdin?.write("\x04")],
  ])("%s ends with 130 and changes nothing", async (_, act) => {
    const { code, terraform } = await deployInTerminal(act);

    expect(applied(terraform)).toBe(false);
    expect(plansLeft(terraform)).toEqual([]);
    expect(code).toBe(130);
  });

  test("a closed terminal changes nothing, and leaves no plan", async () => {
    const { terraform } = await deployInTerminal((terminal) => terminal.kill("SIGKILL"));

    await until(() => plansLeft(terraform).length === 0);
    expect(applied(terraform)).toBe(false);
  });
});
