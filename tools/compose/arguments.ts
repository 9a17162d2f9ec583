import { parseArgs } from "node:util";

import { UserError } from "../user-error";

/** What `npm run compose -- up|ps|down` was asked to do. */
export interface ComposeArguments {
  readonly command: ComposeCommand;
  /** Of the branch; ps without one is for all. */
  readonly name: string | undefined;
  /** The Compose file. @default - the usual names are tried */
  readonly file: string | undefined;
  /** Context for the program, `key=value`. */
  readonly context: readonly string[];
  /** On the local AWS that `npm start` runs. */
  readonly local: boolean;
  /** Print JSON and nothing else. */
  readonly json: boolean;
  readonly autoApprove: boolean;
  readonly help: boolean;
}

const COMMANDS = ["up", "ps", "down"] as const;
export type ComposeCommand = (typeof COMMANDS)[number];

const OPTIONS = {
  name: { type: "string" },
  file: { type: "string", short: "f" },
  cluster: { type: "string" },
  separate: { type: "boolean" },
  "fixed-ports": { type: "boolean" },
  local: { type: "boolean" },
  json: { type: "boolean" },
  "auto-approve": { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** The options that each command has beside --local and --help. */
const OPTIONS_OF: Readonly<Record<ComposeCommand, readonly (keyof typeof OPTIONS)[]>> = {
  up: ["name", "file", "cluster", "separate", "fixed-ports", "json"],
  ps: ["name", "json"],
  down: ["name", "auto-approve"],
};

/**
 * Understands the arguments of `npm run compose`.
 *
 * @throws UserError on what it does not know
 */
export function parseComposeArguments(argv: readonly string[]): ComposeArguments {
  const { values, positionals } = parse(argv);
  const [command, ...rest] = positionals;
  const help = values.help ?? false;
  if (!help && (!isCommand(command) || rest.length > 0)) {
    throw new UserError(
      `'npm run compose -- ${positionals.join(" ")}' is none of ${COMMANDS.join(", ")}: see 'npm run help'.`,
    );
  }
  const known = isCommand(command) ? command : "ps";
  const [stray] = (Object.keys(values) as (keyof typeof OPTIONS)[]).filter(
    (option) => ![...OPTIONS_OF[known], "local", "help"].includes(option),
  );
  if (!help && stray !== undefined) {
    throw new UserError(`'--${stray}' is not for 'npm run compose -- ${known}': leave it out.`);
  }
  if (!help && known !== "ps" && (values.name ?? "") === "") {
    throw new UserError(`'npm run compose -- ${known}' needs the name of a branch: write '--name login'.`);
  }
  return {
    command: known,
    name: values.name,
    file: values.file,
    context: [
      ...(values.cluster === undefined ? [] : [`cluster=${values.cluster}`]),
      ...(values.separate === true ? ["services=separate"] : []),
      ...(values["fixed-ports"] === true ? ["hostPorts=as-written"] : []),
    ],
    local: values.local ?? false,
    json: values.json ?? false,
    autoApprove: values["auto-approve"] ?? false,
    help,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split(/\.(?:\s|$)/);
    throw new UserError(`${reason ?? ""}: see 'npm run help'.`);
  }
}

function isCommand(text: string | undefined): text is ComposeCommand {
  return COMMANDS.some((command) => command === text);
}
