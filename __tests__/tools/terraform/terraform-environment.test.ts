import { readFileSync } from "node:fs";
import { join } from "node:path";

import { terraformPlatform } from "../../../tools/terraform/provider-mirror";
import { cliConfig, terraformEnvironment } from "../../../tools/terraform/terraform-environment";
import { UserError } from "../../../tools/process/user-error";
import { temporaryFolder, writeFile, writeProgram } from "../support/folders";

/** An environment with a home of its own and a stub of Terraform on PATH. */
function environment(product = "Terraform"): NodeJS.ProcessEnv {
  const [home, programs] = [temporaryFolder(), temporaryFolder()];
  writeProgram(join(programs, product === "Terraform" ? "terraform" : "tofu"), `echo '${product} v1.11.4'`);
  // Jest's workers do not run what is to be done at the end of a process, so nothing is left in the real one.
  return { HOME: home, TMPDIR: home, PATH: programs, XDG_DATA_DIRS: join(home, "nothing") };
}

function mirror(host = "registry.terraform.io", folder = temporaryFolder()): string {
  writeFile(join(folder, host, "hashicorp", "aws", "5.100.0", terraformPlatform(), "provider"), "");
  return folder;
}

function configOf(env: NodeJS.ProcessEnv): string {
  return readFileSync(env.TF_CLI_CONFIG_FILE ?? "", "utf8");
}

describe("terraformEnvironment", () => {
  test("names Terraform for CDKTF and spares it the look for a newer version", async () => {
    const base = environment();
    const { terraform, env } = await terraformEnvironment({ ...base, TF_PLUGIN_MIRROR_DIR: mirror() });

    expect(terraform.binary).toBe(join(base.PATH ?? "", "terraform"));
    expect(env).toMatchObject({ TERRAFORM_BINARY_NAME: terraform.binary, CHECKPOINT_DISABLE: "1" });
  });

  test("keeps what Terraform initializes in the stack's folder, whatever TF_DATA_DIR says", async () => {
    const base = { ...environment(), TF_DATA_DIR: "/srv/data", TF_PLUGIN_MIRROR_DIR: mirror() };
    const { env } = await terraformEnvironment(base);

    expect(env).not.toHaveProperty("TF_DATA_DIR");
  });

  test("writes the mirror in TF_PLUGIN_MIRROR_DIR into a CLI configuration", async () => {
    const TF_PLUGIN_MIRROR_DIR = mirror();
    const { env } = await terraformEnvironment({ ...environment(), TF_PLUGIN_MIRROR_DIR });

    expect(configOf(env)).toBe(cliConfig([TF_PLUGIN_MIRROR_DIR], "registry.terraform.io"));
  });

  test("has a mirror linked to and not copied into CDKTF's plugin cache", async () => {
    const base = { ...environment(), TF_PLUGIN_MIRROR_DIR: mirror(), TF_PLUGIN_CACHE_DIR: "/cache" };
    const { env } = await terraformEnvironment(base);

    expect(env).toMatchObject({ CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1" });
    expect(env).not.toHaveProperty("TF_PLUGIN_CACHE_DIR");
  });

  test("asks OpenTofu's registry where OpenTofu runs", async () => {
    const TF_PLUGIN_MIRROR_DIR = mirror("registry.opentofu.org");
    const { env } = await terraformEnvironment({ ...environment("OpenTofu"), TF_PLUGIN_MIRROR_DIR });

    expect(configOf(env)).toBe(cliConfig([TF_PLUGIN_MIRROR_DIR], "registry.opentofu.org"));
  });

  test("uses the plugin cache as a mirror when it must not ask the registry", async () => {
    const TF_PLUGIN_CACHE_DIR = mirror();
    const { env } = await terraformEnvironment({ ...environment(), TF_PLUGIN_CACHE_DIR }, { offline: true });

    expect(configOf(env)).toContain(JSON.stringify(TF_PLUGIN_CACHE_DIR));
  });

  test("uses a folder that Terraform takes for a mirror itself", async () => {
    const base = environment();
    const folder = mirror(undefined, join(base.HOME ?? "", ".terraform.d", "plugins"));
    const { env } = await terraformEnvironment(base, { offline: true });

    expect(configOf(env)).toBe(cliConfig([folder], "registry.terraform.io"));
  });

  test("leaves a CLI configuration of the user's alone", async () => {
    const TF_CLI_CONFIG_FILE = writeFile(join(temporaryFolder(), "my.tfrc"), "");
    const base = { ...environment(), TF_CLI_CONFIG_FILE, TF_PLUGIN_MIRROR_DIR: mirror() };
    const { env } = await terraformEnvironment(base);

    expect(env.TF_CLI_CONFIG_FILE).toBe(TF_CLI_CONFIG_FILE);
  });

  test("leaves the CLI configuration in the home folder alone", async () => {
    const base = environment();
    writeFile(join(base.HOME ?? "", ".terraformrc"), "");
    const { env } = await terraformEnvironment({ ...base, TF_PLUGIN_MIRROR_DIR: mirror() });

    expect(env).not.toHaveProperty("TF_CLI_CONFIG_FILE");
  });

  test("is not stopped by a TF_CLI_CONFIG_FILE that names a missing file", async () => {
    const TF_CLI_CONFIG_FILE = join(temporaryFolder(), "missing.tfrc");
    const TF_PLUGIN_MIRROR_DIR = mirror();
    const { env } = await terraformEnvironment({
      ...environment(),
      TF_CLI_CONFIG_FILE,
      TF_PLUGIN_MIRROR_DIR,
    });

    expect(configOf(env)).toBe(cliConfig([TF_PLUGIN_MIRROR_DIR], "registry.terraform.io"));
  });

  test("fails when TF_PLUGIN_MIRROR_DIR holds no provider", async () => {
    const TF_PLUGIN_MIRROR_DIR = temporaryFolder();

    await expect(terraformEnvironment({ ...environment(), TF_PLUGIN_MIRROR_DIR })).rejects.toThrow(
      new UserError(
        `TF_PLUGIN_MIRROR_DIR is '${TF_PLUGIN_MIRROR_DIR}', but there is no registry.terraform.io/hashicorp/aws for this machine in it: ` +
          "correct it, or unset it to use the registry.",
      ),
    );
  });
});

test("cliConfig takes the AWS provider from mirrors and everything else from the registry", () => {
  expect(cliConfig(["/opt/one", '/opt/"two"'], "registry.terraform.io")).toBe(`provider_installation {
  filesystem_mirror {
    path    = "/opt/one"
    include = ["registry.terraform.io/hashicorp/aws"]
  }
  filesystem_mirror {
    path    = "/opt/\\"two\\""
    include = ["registry.terraform.io/hashicorp/aws"]
  }
  direct {
    exclude = ["registry.terraform.io/hashicorp/aws"]
  }
}
`);
});
