import { run } from "../process/child-process";
import { findExecutable } from "../process/find-executable";
import { UserError } from "../process/user-error";

/** The first release whose S3 backend locks with a file (`use_lockfile`), of Terraform and OpenTofu alike. */
const MINIMUM_VERSION = [1, 10] as const;

const HOW_TO_GET_IT =
  "install it (https://developer.hashicorp.com/terraform/install, or https://opentofu.org)";

/** What Terraform says of a CLI configuration file that it cannot read, and then ignores. */
const CONFIGURATION_ERROR = /problems with the CLI configuration:[\s\S]*?Error: (.*)/;

/** The Terraform that runs this project. */
export interface Terraform {
  /** Absolute path of the program. */
  readonly binary: string;
  readonly product: "Terraform" | "OpenTofu";
  readonly version: string;
}

/**
 * Finds Terraform: what `TERRAFORM_BINARY_NAME` (CDKTF's own variable; a name or a path) says, else
 * `terraform`, else `tofu` on `PATH`.
 *
 * @throws UserError if there is none, it cannot say its version or is older than 1.10
 */
export async function findTerraform(env: NodeJS.ProcessEnv): Promise<Terraform> {
  const binary = findBinary(env);
  const { stdout, stderr } = await run(binary, ["version"], { env });
  const found = parseVersion(stdout);
  const [, problem] = CONFIGURATION_ERROR.exec(stderr) ?? [];
  if (problem !== undefined) {
    throw new UserError(
      `Terraform's own configuration is wrong: ${problem.trim()}; correct that file, or unset TF_CLI_CONFIG_FILE if it names it.`,
    );
  }
  if (found === undefined) {
    throw new UserError(
      `'${binary} version' does not answer like Terraform: name another program in TERRAFORM_BINARY_NAME.`,
    );
  }
  const { product, version } = found;
  if (isOlderThan(version, MINIMUM_VERSION)) {
    throw new UserError(
      `${product} ${version} (${binary}) is too old, ${MINIMUM_VERSION.join(".")} or later is needed ` +
        `for state locking in S3: ${HOW_TO_GET_IT}.`,
    );
  }
  return { binary, product, version };
}

/** Product and version in what `terraform version` prints, undefined if it says something else. */
export function parseVersion(text: string): Pick<Terraform, "product" | "version"> | undefined {
  const [, product, version] = /^(Terraform|OpenTofu) v(\d+\.\d+\S*)/m.exec(text) ?? [];
  return product !== undefined && version !== undefined
    ? { product: product as Terraform["product"], version }
    : undefined;
}

/** Whether a version such as `1.9.8` or `1.11.0-rc1` comes before `[major, minor]`. */
export function isOlderThan(version: string, [major, minor]: readonly [number, number]): boolean {
  const [actualMajor = 0, actualMinor = 0] = version.split(".").map(Number);
  return actualMajor < major || (actualMajor === major && actualMinor < minor);
}

function findBinary(env: NodeJS.ProcessEnv): string {
  const wanted = env.TERRAFORM_BINARY_NAME;
  if (wanted !== undefined && wanted !== "") {
    const binary = findExecutable(wanted, env);
    if (binary === undefined) {
      throw new UserError(
        `TERRAFORM_BINARY_NAME is '${wanted}', but there is no such program: correct it, or unset it to use terraform or tofu from PATH.`,
      );
    }
    return binary;
  }
  const binary = findExecutable("terraform", env) ?? findExecutable("tofu", env);
  if (binary === undefined) {
    throw new UserError(
      `Terraform is missing: neither 'terraform' nor 'tofu' is on PATH; ${HOW_TO_GET_IT} or name it in TERRAFORM_BINARY_NAME.`,
    );
  }
  return binary;
}
