import { join } from "node:path";

import { findTerraform, isOlderThan, parseVersion } from "../../../tools/terraform/find-terraform";
import { UserError } from "../../../tools/process/user-error";
import { temporaryFolder, writeProgram } from "../support/folders";

const HOW_TO_GET_IT =
  "install it (https://developer.hashicorp.com/terraform/install, or https://opentofu.org)";

describe("parseVersion", () => {
  test.each([
    ["Terraform v1.11.4\non linux_amd64\n", { product: "Terraform", version: "1.11.4" }],
    ["OpenTofu v1.10.0-rc1\non darwin_arm64\n", { product: "OpenTofu", version: "1.10.0-rc1" }],
  ])("reads %j", (text, expected) => {
    expect(parseVersion(text)).toEqual(expected);
  });

  test("finds the version below warnings about the CLI configuration", () => {
    expect(parseVersion("Warning: no such file\n\nTerraform v1.11.4\n")?.version).toBe("1.11.4");
  });

  test.each(["", "terraform: command not found", "Packer v1.11.4"])(
    "does not take %j for Terraform",
    (text) => {
      expect(parseVersion(text)).toBeUndefined();
    },
  );
});

describe("isOlderThan", () => {
  test.each([
    ["1.9.8", true],
    ["0.15.0", true],
    ["1.10.0", false],
    ["1.10.0-beta1", false],
    ["1.11.4", false],
    ["2.0.0", false],
  ])("compares numbers, not texts: %s", (version, expected) => {
    expect(isOlderThan(version, [1, 10])).toBe(expected);
  });
});

describe("findTerraform", () => {
  /** A folder for PATH with stubs that say this version. */
  function folderWith(versions: Readonly<Record<string, string>>): string {
    const folder = temporaryFolder();
    for (const [name, version] of Object.entries(versions)) {
      writeProgram(join(folder, name), `echo '${version}'`);
    }
    return folder;
  }

  test("prefers terraform to tofu", async () => {
    const folder = folderWith({ terraform: "Terraform v1.11.4", tofu: "OpenTofu v1.10.0" });

    expect(await findTerraform({ PATH: folder })).toEqual({
      binary: join(folder, "terraform"),
      product: "Terraform",
      version: "1.11.4",
    });
  });

  test("takes OpenTofu where there is no Terraform", async () => {
    const folder = folderWith({ tofu: "OpenTofu v1.10.0" });

    expect(await findTerraform({ PATH: folder })).toEqual({
      binary: join(folder, "tofu"),
      product: "OpenTofu",
      version: "1.10.0",
    });
  });

  test.each(["name", "path"])("honours TERRAFORM_BINARY_NAME, a %s", async (kind) => {
    const folder = folderWith({ terraform: "Terraform v1.11.4", "terraform-1.12": "Terraform v1.12.0" });
    const binary = join(folder, "terraform-1.12");
    const TERRAFORM_BINARY_NAME = kind === "name" ? "terraform-1.12" : binary;

    expect(await findTerraform({ PATH: folder, TERRAFORM_BINARY_NAME })).toMatchObject({
      binary,
      version: "1.12.0",
    });
  });

  test("fails when there is neither Terraform nor OpenTofu", async () => {
    await expect(findTerraform({ PATH: temporaryFolder() })).rejects.toThrow(
      new UserError(
        `Terraform is missing: neither 'terraform' nor 'tofu' is on PATH; ${HOW_TO_GET_IT} or name it in TERRAFORM_BINARY_NAME.`,
      ),
    );
  });

  test("fails when TERRAFORM_BINARY_NAME names nothing, although Terraform is there", async () => {
    const PATH = folderWith({ terraform: "Terraform v1.11.4" });

    await expect(findTerraform({ PATH, TERRAFORM_BINARY_NAME: "teraform" })).rejects.toThrow(
      new UserError(
        "TERRAFORM_BINARY_NAME is 'teraform', but there is no such program: correct it, or unset it to use terraform or tofu from PATH.",
      ),
    );
  });

  test("fails when Terraform cannot lock its state in S3", async () => {
    const PATH = folderWith({ terraform: "Terraform v1.9.8" });

    await expect(findTerraform({ PATH })).rejects.toThrow(
      new UserError(
        `Terraform 1.9.8 (${PATH}/terraform) is too old, 1.10 or later is needed for state locking in S3: ${HOW_TO_GET_IT}.`,
      ),
    );
  });

  test("fails when the program is something else", async () => {
    const PATH = folderWith({ terraform: "no" });

    await expect(findTerraform({ PATH })).rejects.toThrow(
      new UserError(
        `'${PATH}/terraform version' does not answer like Terraform: name another program in TERRAFORM_BINARY_NAME.`,
      ),
    );
  });
});

test("fails when Terraform cannot read its own configuration, which it would then ignore", async () => {
  const PATH = temporaryFolder();
  const says =
    "There are some problems with the CLI configuration:\\n│ Error: Error parsing /home/ann/.terraformrc: At 1:1: no\\n";
  writeProgram(join(PATH, "terraform"), `echo Terraform v1.11.4; printf '${says}' >&2`);

  await expect(findTerraform({ PATH })).rejects.toThrow(
    new UserError(
      "Terraform's own configuration is wrong: Error parsing /home/ann/.terraformrc: At 1:1: no; correct that file, or unset TF_CLI_CONFIG_FILE if it names it.",
    ),
  );
});
