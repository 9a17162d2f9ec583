import { type Kind, splitOptions } from "./command-options";
import type { VariableValue } from "./input-variables";
import { UserError } from "./user-error";

/** What `npm run task -- …` was asked to do. */
export interface TaskArguments {
  /** Name of the task. */
  readonly name: string;
  /** Against the local AWS that `npm start` runs. */
  readonly local: boolean;
  /** Print the outcome as JSON and nothing else. */
  readonly json: boolean;
  readonly help: boolean;
  /** How long to wait for the task's end. */
  readonly timeoutSeconds: number;
  /** Context values for the synthesis, `key=value`. */
  readonly context: readonly string[];
  /** Values of Terraform's input variables. */
  readonly variables: readonly VariableValue[];
  /** The command that synthesizes. @default - `main.ts` */
  readonly app?: string;
}

const OPTIONS: Readonly<Partial<Record<string, Kind>>> = {
  app: "value",
  context: "value",
  help: "switch",
  json: "switch",
  local: "switch",
  timeout: "value",
  var: "value",
};

/** @throws UserError on anything that it does not know */
export function parseTaskArguments(argv: readonly string[]): TaskArguments {
  const { options, words } = splitOptions(argv, {
    kindOf: (name) => OPTIONS[name],
    refusal: (argument) =>
      `npm run task does not know '${argument}': see 'npm run help' for what it takes after the task's name.`,
  });
  const help = options.isOn("help");
  const [name = "", ...others] = words;
  if ((name === "" || others.length > 0) && !help) {
    throw new UserError(
      `npm run task takes the name of one task, got ${words.length === 0 ? "none" : words.join(" ")}: write it like 'npm run task -- migrate'.`,
    );
  }
  return {
    name,
    help,
    local: options.isOn("local"),
    json: options.isOn("json"),
    timeoutSeconds: seconds(options.valueOf("timeout") ?? "600"),
    context: options.context,
    variables: options.variables,
    app: options.valueOf("app"),
  };
}

function seconds(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) {
    throw new UserError(
      `'--timeout ${text}' is no number of seconds from 1 to 999999: write it like '--timeout 600'.`,
    );
  }
  return Number(text);
}
