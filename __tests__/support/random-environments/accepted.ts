import fc from "fast-check";
import type { SynthesizedStack } from "../synth";
import { judge } from "./judge";
import { type RandomEnvironment, randomEnvironments, settingsOf } from "./random-environment";

/** An environment that is accepted. */
export interface AcceptedEnvironment {
  readonly environment: RandomEnvironment;
  readonly stack: SynthesizedStack;
}

/** Those of so many random environments that are accepted. */
export function acceptedOf(options: {
  readonly numRuns: number;
  readonly seed: number;
}): AcceptedEnvironment[] {
  return fc.sample(randomEnvironments(), options).flatMap((environment) => {
    const verdict = judge(settingsOf(environment));
    return verdict.kind === "accepted" ? [{ environment, stack: verdict.stack }] : [];
  });
}

/** Whether Terraform can be asked about it here: what a feature of a newer AWS provider needs is not installed. */
export function isForInstalledProvider({ json }: SynthesizedStack): boolean {
  const { required_providers: providers } = json.terraform as {
    readonly required_providers: { readonly aws: { readonly version: string } };
  };
  return providers.aws.version.startsWith("~> 5.");
}
