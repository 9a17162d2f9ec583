import { type Command, InvalidArgumentError, Option } from "commander";

import type { VariableValue } from "../terraform/input-variables";

/** What commands about a stack are told. */
export interface StackArguments {
  /** Context values for the synthesis, `key=value`. */
  readonly context: readonly string[];
  /** Against the local AWS that `npm start` runs. */
  readonly local?: boolean;
  /** The command that synthesizes. @default - `main.ts` */
  readonly app?: string;
}

/** What commands that plan are told. */
export interface PlanArguments extends StackArguments {
  /** Values of Terraform's input variables. */
  readonly var: readonly VariableValue[];
  /** Files with values of Terraform's input variables. */
  readonly varFile: readonly string[];
  readonly target: readonly string[];
  readonly replace?: readonly string[];
  readonly refreshOnly?: boolean;
  readonly parallelism?: number;
  readonly lockTimeout?: string;
  readonly migrateState?: boolean;
  readonly reconfigure?: boolean;
  readonly upgrade?: boolean;
  /** `false` with --no-color. */
  readonly color: boolean;
}

export function addContext(command: Command): Command {
  return addApp(addEnvironment(command));
}

export function addApp(command: Command): Command {
  return command.option(
    "--app <command>",
    'another program than main.ts, e.g. "npx tsx examples/boot/main.ts"',
  );
}

/** For commands about services that are deployed. */
export function addServices(command: Command): Command {
  return addContext(
    command.usage("-- [services] [options]").argument("[services...]", "some of them, e.g. app"),
  );
}

/** For commands about settings. */
export function addEnvironmentName(command: Command): Command {
  return command.option(
    "-c, --context <key=value>",
    "another value of the context in cdktf.json",
    collect(pair),
    [],
  );
}

/** For commands about `main.ts`. */
export function addEnvironment(command: Command): Command {
  return addEnvironmentName(command).option(
    "--local",
    "against the local AWS of npm start instead of your account",
  );
}

export function addVersions(command: Command): Command {
  return command.option(
    "--var <name=value>",
    "another version this once, e.g. -var app.version=v2",
    collect(variable),
    [],
  );
}

/** Terraform's own options, by its names. */
export function addTerraformOptions(command: Command): Command {
  return command
    .optionsGroup("Options that Terraform has, too:")
    .option("--var-file <file>", "values of Terraform's input variables", collect(text), [])
    .option("--target <address>", "this resource, and what it needs, alone", collect(text), [])
    .option("--parallelism <number>", "so many resources at a time (Terraform: 10)", wholeNumber)
    .option("--lock-timeout <duration>", "wait so long for the state's lock, e.g. 5m")
    .addOption(
      new Option("--migrate-state", "move the state from where it was kept before").conflicts("reconfigure"),
    )
    .option("--reconfigure", "take the state where it is now, whatever was before")
    .option("--no-color", "no colours, as with NO_COLOR=1");
}

/** More of them, for plan and deploy. */
export function addChangeOptions(command: Command): Command {
  return command
    .option("--upgrade", "take the newest providers that the stack allows, and lock them")
    .option("--replace <address>", "make this resource anew", collect(text), [])
    .option("--refresh-only", "only take over into the state what has changed in AWS");
}

/** `<key>=<value>`, as `-c` takes it. */
function pair(given: string): string {
  return splitPair(given).join("=");
}

/** A variable by its name in Terraform, or by the dotted one of the original project. */
function variable(given: string): VariableValue {
  const [name, value] = splitPair(given);
  if (value === "") {
    throw notAPair();
  }
  return { name: name.replaceAll(".", "_"), value };
}

export function wholeNumber(given: string): number {
  if (!/^[1-9]\d{0,5}$/.test(given)) {
    throw new InvalidArgumentError("It must be a whole number from 1 to 999999.");
  }
  return Number(given);
}

/** Makes an option that can be given several times. */
function collect<T>(parse: (given: string) => T) {
  return (given: string, earlier: readonly T[]): T[] => [...earlier, parse(given)];
}

function text(given: string): string {
  if (given === "") {
    throw new InvalidArgumentError("It must not be empty.");
  }
  return given;
}

function splitPair(given: string): [string, string] {
  // Terraform's own spelling: -c=key=value
  const [, name, value] = /^=?([^=]+)=(.*)$/s.exec(given) ?? [];
  if (name === undefined || value === undefined) {
    throw notAPair();
  }
  return [name, value];
}

function notAPair(): InvalidArgumentError {
  return new InvalidArgumentError("Write it like 'app.version=v2'.");
}
