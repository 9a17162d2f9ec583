import { App } from "cdktf";
import type { Environment } from "../../settings";
import { EcsStack } from "../../stacks";
import { type SynthesizedStack, synthesizeStack } from "./synth";

/** The stack of an environment, with one version for all of its services. */
export function synthesizeEnvironment(
  environment: Environment,
  version = "v1",
  committedVersions?: Readonly<Record<string, string>>,
): SynthesizedStack {
  const versions = Object.fromEntries(Object.keys(environment.services).map((key) => [key, version]));
  const props = { environment, versions, committedVersions };
  return synthesizeStack(new EcsStack(new App(), environment.name, props));
}
