import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

import { temporaryFolder } from "./support/folders";
import { temporaryProject } from "./support/temporary-project";

const start = join(__dirname, "..", "..", "tools", "start.ts");

function runStart(project: string, argv: readonly string[], env: NodeJS.ProcessEnv) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", start, ...argv], {
    cwd: project,
    encoding: "utf8",
    env,
  });
  return { status, stdout, stderr };
}

describe("npm start", () => {
  test.each(["--twice", "once", "-var"])("fails on '%s'", (argument) => {
    expect(runStart(temporaryProject(), ["--once", argument], { PATH: process.env.PATH })).toEqual({
      status: 1,
      stdout: "",
      stderr: `npm start does not know '${argument}': run 'npm start' or 'npm start -- --once'.\n`,
    });
  });

  test("fails when Terraform is missing from PATH, and writes nothing", () => {
    const project = temporaryProject();

    expect(runStart(project, [], { PATH: temporaryFolder() })).toEqual({
      status: 1,
      stdout: "",
      stderr:
        "Terraform is missing: neither 'terraform' nor 'tofu' is on PATH; install it (https://developer.hashicorp.com/terraform/install, or https://opentofu.org) or name it in TERRAFORM_BINARY_NAME.\n",
    });
    expect(existsSync(join(project, ".local-aws"))).toBe(false);
  });
});
