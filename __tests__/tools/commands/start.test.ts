import { existsSync } from "node:fs";
import { join } from "node:path";

import { temporaryFolder } from "../support/folders";
import { runCommand } from "../support/run-command";
import { temporaryProject } from "../support/temporary-project";

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
});
