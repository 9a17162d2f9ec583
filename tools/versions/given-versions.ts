import { existsSync, readFileSync } from "node:fs";

import { VERSION_SUFFIX } from "../stack-outputs";
import type { VariableValue } from "../terraform/input-variables";
import { ownVersionKey } from "./committed-version";

/** The parts of a command line that may name versions. */
export interface VersionArguments {
  /** Context values, `key=value`. */
  readonly context: readonly string[];
  /** Values of Terraform's input variables. */
  readonly var: readonly VariableValue[];
}

/** The versions that a command line names, by the keys of services. */
export function givenVersions(
  { context, var: variables }: VersionArguments,
  environment: string,
): Map<string, string> {
  const pairs = context.map((pair): [string, string] => {
    const [key = "", ...value] = pair.split("=");
    return [key, value.join("=")];
  });
  const ofAll = pairs.flatMap(([key, value]): [string, string][] => {
    const [, service] = /^([^.]+)\.version$/.exec(key) ?? [];
    return service === undefined ? [] : [[service, value]];
  });
  const own = pairs.flatMap(([key, value]): [string, string][] => {
    const [, service = ""] = /^[^.]+\.([^.]+)\.version$/.exec(key) ?? [];
    return key === ownVersionKey(environment, service) ? [[service, value]] : [];
  });
  // Last, because Terraform prefers the value of a variable to its default, which is what the context sets.
  const values = variables.map(({ name, value }): [string, string] => [serviceOf(name), value]);
  return new Map([...ofAll, ...own, ...values]);
}

/** The services for which somebody has asked for a version: on the command line, in a file or in Terraform's environment. */
export function askedServices(
  args: VersionArguments & { readonly varFile: readonly string[] },
  environment: string,
  env: NodeJS.ProcessEnv = process.env,
): Set<string> {
  // Terraform has refused those that are missing.
  const inFiles = args.varFile
    .filter(existsSync)
    .flatMap((file) => [...readFileSync(file, "utf8").matchAll(/^[\s{,]*"?(\w+_version)"?\s*[=:]/gm)]);
  const inEnvironment = Object.keys(env).flatMap((name) => /^TF_VAR_(\w+_version)$/.exec(name)?.[1] ?? []);
  return new Set([
    ...givenVersions(args, environment).keys(),
    ...inFiles.map(([, name = ""]) => serviceOf(name)),
    ...inEnvironment.map(serviceOf),
  ]);
}

function serviceOf(variable: string): string {
  return variable.slice(0, -VERSION_SUFFIX.length);
}
