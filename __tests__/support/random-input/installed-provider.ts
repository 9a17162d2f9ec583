import type { SynthesizedStack } from "../synth";

/** Whether Terraform can be asked about it here: what a feature of a newer AWS provider needs is not installed. */
export function isForInstalledProvider({ json }: SynthesizedStack): boolean {
  const { required_providers: providers } = json.terraform as {
    readonly required_providers: { readonly aws: { readonly version: string } };
  };
  return providers.aws.version.startsWith("~> 5.");
}
