import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { assertValid, InputError } from "../../modules/core";

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

  /** The resources of one type as a list. */
  list(type: string): Block[] {
    return Object.values(this.resources(type));
  }

  /** The only resource of a type; fails when there are none or several. */
  only(type: string): Block {
    const found = this.list(type);
    if (found.length !== 1 || found[0] === undefined) {
      throw new Error(`expected one ${type}, found ${found.length}`);
    }
    return found[0];
  }

  /** The resource that a reference such as `${aws_vpc.main.id}`, or an entry of `depends_on`, names. */
  follow(reference: unknown): Block {
    const [, type = "", id = ""] = /^(?:\$\{)?(\w+)\.([^.}]+)/.exec(String(reference)) ?? [];
    const found = this.resources(type)[id];
    if (found === undefined) {
      throw new Error(`nothing has the address ${String(reference)}`);
    }
    return found;
  }

  /** The types of all resources, sorted. */
  get types(): string[] {
    return Object.keys(this.json.resource ?? {}).sort();
  }
}

/**
 * Builds a stack named `test` with an AWS provider in eu-west-1, runs the validations and returns the JSON.
 *
 * @throws what a construct throws, as a user would see it
 */
export function synthesize(build: (stack: TerraformStack) => void): SynthesizedStack {
  return synthesizeStack(built(build));
}

function built(build: (stack: TerraformStack) => void): TerraformStack {
  const stack = new TerraformStack(new App(), "test");
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  build(stack);
  return stack;
}

/** Runs the validations of a ready-made stack and returns its JSON. */
export function synthesizeStack(stack: TerraformStack): SynthesizedStack {
  assertValid(stack);
  stack.prepareStack();
  return new SynthesizedStack(JSON.parse(JSON.stringify(stack.toTerraform())) as Block);
}

/** The whole message with which `build` is refused; fails when it is accepted, or fails in another way. */
export function refusal(build: (stack: TerraformStack) => void): string {
  return refusalOf(() => synthesize(build));
}

/** The whole messages of what is warned of, with the reason where it is acknowledged; `build` is accepted. */
export function warnings(build: (stack: TerraformStack) => void): string[] {
  return assertValid(built(build)).map(({ message, acknowledged }) =>
    acknowledged === undefined ? message : `${message} (${acknowledged})`,
  );
}

/** The whole message of the input error that `action` throws; fails when it throws none. */
export function refusalOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (InputError.isInputError(error)) {
      return error.message;
    }
    throw error;
  }
  throw new Error("expected the input to be refused, but it was accepted");
}

/** Parses JSON text in which Terraform expressions stand, whose quotes are not those of JSON. */
export function parseJsonTemplate(text: unknown): unknown {
  return JSON.parse(String(text).replace(/\$\{[^}]*\}/g, (expression) => expression.replaceAll('"', '\\"')));
}
