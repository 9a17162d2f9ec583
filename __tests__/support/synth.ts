import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { assertValid } from "../../modules/validation";

/** One block of Terraform JSON. */
export type Block = Record<string, unknown>;

/** The synthesized JSON of one stack, with the questions that tests ask of it. */
export class SynthesizedStack {
  constructor(readonly json: Block) {}

  /** The resources of one type, e.g. `aws_vpc`, by logical id. */
  resources(type: string): Record<string, Block> {
    const resources = (this.json.resource ?? {}) as Record<string, Record<string, Block>>;
    return resources[type] ?? {};
  }

  /** The only resource of a type; fails when there are none or several. */
  only(type: string): Block {
    const found = Object.values(this.resources(type));
    if (found.length !== 1 || found[0] === undefined) {
      throw new Error(`expected one ${type}, found ${found.length}`);
    }
    return found[0];
  }
}

/**
 * Builds a stack named `test` with an AWS provider in eu-west-1, runs the validations and returns the JSON.
 *
 * @throws what a construct throws, as a user would see it
 */
export function synthesize(build: (stack: TerraformStack) => void): SynthesizedStack {
  const stack = new TerraformStack(new App(), "test");
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  build(stack);
  return synthesizeStack(stack);
}

/** Runs the validations of a ready-made stack and returns its JSON. */
export function synthesizeStack(stack: TerraformStack): SynthesizedStack {
  assertValid(stack);
  stack.prepareStack();
  return new SynthesizedStack(JSON.parse(JSON.stringify(stack.toTerraform())) as Block);
}
