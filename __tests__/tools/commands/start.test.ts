import { existsSync } from "node:fs";
import { join } from "node:path";

import { fakeTerraform, type FakeTerraformOptions } from "../support/fake-terraform";
import { temporaryFolder, writeFile, writeProgram } from "../support/folders";
import { runCommand } from "../support/run-command";
import { temporaryProject } from "../support/temporary-project";

/** Stands in for moto: it accepts everything, and ends with its standard input. */
const EMULATOR = `
require("node:http")
  .createServer((_, response) => response.end())
  .listen(process.argv[process.argv.indexOf("-p") + 1], "127.0.0.1");
process.stdin.on("end", () => process.exit()).resume();
`;
/** The same, while it starts. */
const SILENT_EMULATOR = `process.stdin.on("end", () => process.exit()).resume();`;
const PATIENT = "trap 'exit 1' INT; /bin/cat $here/begun; /bin/sleep 30 > /dev/null 2>&1 & wait";

/** Runs `npm start -- --once`, and presses Ctrl-C when it prints `pressAt`. */
async function startOnce(options: FakeTerraformOptions, pressAt?: string, emulatorProgram = EMULATOR) {
  const terraform = fakeTerraform(options);
  const emulator = writeFile(terraform.file("emulator.cjs"), emulatorProgram);
  const answer = `test "$1" = -c && echo "$0" && echo 5.2.1 && exit`;
  writeProgram(terraform.file("python3"), `${answer}; exec "${process.execPath}" "${emulator}" "$@"`);
  let pressed = false;
  const outcome = await runCommand("start --once", {
    cwd: temporaryProject(),
    env: terraform.env,
    onOutput: (child, text) => {
      if (pressAt !== undefined && !pressed && text.includes(pressAt)) {
        pressed = true;
        setTimeout(() => child.kill("SIGINT"), 300);
      }
    },
  });
  return { ...outcome, calls: terraform.calls().map((call) => call.split(" ")[0]) };
}

describe("npm start", () => {
  test("fails when Terraform is missing from PATH, and writes nothing", async () => {
    const cwd = temporaryProject();

    expect(await runCommand("start", { cwd, env: { PATH: temporaryFolder() } })).toMatchObject({
      code: 1,
      stdout: "",
      stderr:
        "Terraform is missing: neither 'terraform' nor 'tofu' is on PATH; install it (https://developer.hashicorp.com/terraform/install, or https://opentofu.org) or name it in TERRAFORM_BINARY_NAME.\n",
    });
    expect(existsSync(join(cwd, ".local-aws"))).toBe(false);
  });

  test("fails when Terraform is killed while it deploys, and goes on with nothing", async () => {
    const { code, stderr, calls } = await startOnce({ apply: "/bin/cat $here/applied; kill -9 $$" });

    expect({ code, calls }).toEqual({ code: 1, calls: ["init", "plan", "show", "apply"] });
    expect(stderr).toMatch(/^Terraform was killed \(SIGKILL\) while it worked on 'acc'/);
  });

  test.each([
    ["synthesizes", "Synthesizing", []],
    ["starts the local AWS", "Starting a local AWS", []],
    ["prepares Terraform", "Preparing Terraform", ["init"]],
    ["deploys", "Deploying acc", ["init", "plan", "show", "apply"]],
  ])("interrupted while it %s begins nothing more", async (_, pressAt, calls) => {
    const outcome = await startOnce(
      { init: pressAt.startsWith("Preparing") ? PATIENT : undefined, apply: PATIENT },
      pressAt,
      pressAt.startsWith("Starting") ? SILENT_EMULATOR : EMULATOR,
    );

    expect({ code: outcome.code, calls: outcome.calls }).toEqual({ code: 130, calls });
  });
});
