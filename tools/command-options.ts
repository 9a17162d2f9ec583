import { UserError } from "./user-error";

/** Whether an option has a value of its own. */
export type Kind = "switch" | "value";

/** One option as it was given. */
export interface Option {
  readonly name: string;
  /** Empty for a switch. */
  readonly value: string;
}

/** What an option may be called, and what is said about others. */
export interface KnownOptions {
  readonly kindOf: (name: string) => Kind | undefined;
  /** The message about an option that is not known. */
  readonly refusal: (argument: string, name: string) => string;
}

/** Terraform's spelling of options that CDKTF, or this project, has too. */
const TERRAFORM_TWINS: Readonly<Partial<Record<string, string>>> = {
  "-auto-approve": "--auto-approve",
  "-no-color": "--no-color",
  "-parallelism": "--terraform-parallelism",
  "-refresh-only": "--refresh-only",
  "-var": "--var",
  "-var-file": "--var-file",
  "-c": "--context",
  "-h": "--help",
};

/**
 * Tells options, in Terraform's, the original project's and CDKTF's spelling, from other words.
 *
 * @throws UserError on an unknown option, and on one without its value
 */
export function splitOptions(argv: readonly string[], { kindOf, refusal }: KnownOptions) {
  const options: Option[] = [];
  const words: string[] = [];
  const rest = [...argv];
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    if (!argument.startsWith("-")) {
      words.push(argument);
      continue;
    }
    const [flag = "", ...parts] = argument.split("=");
    const name = (TERRAFORM_TWINS[flag] ?? flag).replace(/^--/, "");
    const kind = kindOf(name);
    if (kind === undefined) {
      throw new UserError(refusal(argument, name));
    }
    const attached = parts.length > 0 ? parts.join("=") : undefined;
    const value = attached ?? (kind === "value" ? rest.shift() : "");
    if (value === undefined || (kind === "value" && value === "")) {
      throw new UserError(`'${flag}' needs a value: write it like '${flag} ${EXAMPLES[name] ?? "<value>"}'.`);
    }
    options.push({ name, value });
  }
  return { options: new Options(options), words };
}

/** The options of one command line. */
export class Options {
  constructor(readonly all: readonly Option[]) {}

  valuesOf(wanted: string): string[] {
    return this.all.flatMap(({ name, value }) => (name === wanted ? [value] : []));
  }

  /** The value that was given last. */
  valueOf(wanted: string): string | undefined {
    return this.valuesOf(wanted).at(-1);
  }

  isOn(wanted: string): boolean {
    return this.valuesOf(wanted).some((value) => value !== "false");
  }

  /** Context values for the synthesis, `key=value`. */
  get context(): string[] {
    return this.valuesOf("context").map((pair) => splitPair("-c", pair).join("="));
  }

  /** Values of Terraform's input variables, also by the dotted names of the original project. */
  get variables(): { readonly name: string; readonly value: string }[] {
    return this.valuesOf("var").map((pair) => {
      const [name, value] = splitPair("-var", pair);
      return { name: name.replaceAll(".", "_"), value };
    });
  }
}

const EXAMPLES: Readonly<Partial<Record<string, string>>> = {
  app: '"npx tsx examples/location-user/main.ts"',
  context: "app.version=v2",
  timeout: "600",
  var: "app.version=v2",
};

function splitPair(flag: string, pair: string): [string, string] {
  const position = pair.indexOf("=");
  if (position < 1 || position === pair.length - 1) {
    throw new UserError(
      `'${flag} ${pair}' is not a name with a value: write it like '${flag} app.version=v2'.`,
    );
  }
  return [pair.slice(0, position), pair.slice(position + 1)];
}
