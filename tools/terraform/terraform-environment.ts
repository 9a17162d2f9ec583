import { existsSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

import { makePrivateFolder } from "../process/private-folder";
import { findMirrors, impliedMirrorFolders, usualMirrorPlaces } from "./provider-mirror";
import { findTerraform, type Terraform } from "./find-terraform";
import { UserError } from "../process/user-error";

const REGISTRY_HOSTS = { Terraform: "registry.terraform.io", OpenTofu: "registry.opentofu.org" } as const;
const REGISTRY_PROBE_MS = 2000;

/** Terraform, and the process environment in which it finds its provider. */
export interface TerraformEnvironment {
  readonly terraform: Terraform;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Finds Terraform and settles where the AWS provider comes from, by the first rule that applies:
 *
 * 1. a CLI configuration file of the user's is left alone;
 * 2. a mirror in `TF_PLUGIN_MIRROR_DIR` or in a folder that Terraform itself takes for one is used;
 * 3. a registry that answers within two seconds is used (it is not asked with `offline`);
 * 4. a mirror in one of the usual places is used.
 *
 * A mirror is written into a CLI configuration file that is deleted when this process ends.
 *
 * @throws UserError if Terraform is missing or too old, or the provider is nowhere to be had
 */
export async function terraformEnvironment(
  base: NodeJS.ProcessEnv,
  options: { readonly offline?: boolean } = {},
): Promise<TerraformEnvironment> {
  const { TF_CLI_CONFIG_FILE: configFile, ...env } = base;
  // What Terraform initializes is kept in the stack's folder, each stack's apart.
  delete env.TF_DATA_DIR;
  if (configFile !== undefined && existsSync(configFile)) {
    env.TF_CLI_CONFIG_FILE = configFile;
  }
  if (env.TMPDIR !== undefined) {
    // Terraform runs in the stack's folder.
    env.TMPDIR = resolve(env.TMPDIR);
  }
  const terraform = await findTerraform(env);
  env.TERRAFORM_BINARY_NAME = terraform.binary;
  env.CHECKPOINT_DISABLE = "1";
  // Terraform shall not tell which of its commands to run next.
  env.TF_IN_AUTOMATION = "1";
  // Terraform and its provider live for seconds each, and would spend a third of them on collecting garbage:
  // https://pkg.go.dev/runtime#hdr-Environment_Variables
  env.GOGC ??= "off";
  env.GOMEMLIMIT ??= "1GiB";
  if (!hasCliConfig(env)) {
    const mirrors = await chooseMirrors(env, REGISTRY_HOSTS[terraform.product], options.offline ?? false);
    if (mirrors.length > 0) {
      env.TF_CLI_CONFIG_FILE = writeCliConfig(mirrors, REGISTRY_HOSTS[terraform.product], env.TMPDIR);
      // Terraform links to a provider in a mirror, but copies its 700 MB into a plugin cache.
      env.CDKTF_DISABLE_PLUGIN_CACHE_ENV = "1";
      delete env.TF_PLUGIN_CACHE_DIR;
    }
  }
  return { terraform, env };
}

/** The CLI configuration that takes the AWS provider from these mirrors and all others from the registry. */
export function cliConfig(mirrors: readonly string[], registryHost: string): string {
  const provider = JSON.stringify([`${registryHost}/hashicorp/aws`]);
  const blocks = mirrors.map(
    (path) =>
      `  filesystem_mirror {\n    path    = ${JSON.stringify(path)}\n    include = ${provider}\n  }\n`,
  );
  return `provider_installation {\n${blocks.join("")}  direct {\n    exclude = ${provider}\n  }\n}\n`;
}

function hasCliConfig(env: NodeJS.ProcessEnv): boolean {
  const ownFiles = [".terraformrc", ".tofurc"].map((name) => join(homeOf(env), name));
  return env.TF_CLI_CONFIG_FILE !== undefined || ownFiles.some((file) => existsSync(file));
}

function homeOf(env: NodeJS.ProcessEnv): string {
  return env.HOME ?? homedir();
}

async function chooseMirrors(
  env: NodeJS.ProcessEnv,
  registryHost: string,
  offline: boolean,
): Promise<string[]> {
  const named = env.TF_PLUGIN_MIRROR_DIR;
  if (named !== undefined && named !== "") {
    const mirrors = findMirrors({ folders: [named], roots: [] }, registryHost);
    if (mirrors.length === 0) {
      throw new UserError(
        `TF_PLUGIN_MIRROR_DIR is '${named}', but there is no ${registryHost}/hashicorp/aws for this machine in it: correct it, or unset it to use the registry.`,
      );
    }
    return mirrors;
  }
  const implied = findMirrors({ folders: impliedMirrorFolders(env, homeOf(env)), roots: [] }, registryHost);
  if (implied.length > 0 || (!offline && (await canReach(registryHost, env)))) {
    return implied;
  }
  const usual = findMirrors(usualMirrorPlaces(env, homeOf(env)), registryHost);
  if (usual.length === 0) {
    throw new UserError(
      `The Terraform provider hashicorp/aws is missing: ${offline ? "there is no copy on this machine" : `${registryHost} does not answer`}; ` +
        `go online, or name a folder that holds ${registryHost}/hashicorp/aws in TF_PLUGIN_MIRROR_DIR.`,
    );
  }
  return usual;
}

async function canReach(registryHost: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  if ((env.HTTPS_PROXY ?? env.https_proxy ?? "") !== "") {
    // Terraform goes through the proxy, Node's fetch does not.
    return true;
  }
  try {
    const signal = AbortSignal.timeout(REGISTRY_PROBE_MS);
    return (await fetch(`https://${registryHost}/.well-known/terraform.json`, { signal })).ok;
  } catch {
    return false;
  }
}

function writeCliConfig(mirrors: readonly string[], registryHost: string, temporary?: string): string {
  const file = join(makePrivateFolder("cli-config", temporary).path, "terraform.tfrc");
  writeFileSync(file, cliConfig(mirrors, registryHost));
  return file;
}
