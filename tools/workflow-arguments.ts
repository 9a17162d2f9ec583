import { type Kind, splitOptions } from "./command-options";
import { UserError } from "./user-error";

/** The commands by their Terraform name, and what CDKTF calls them. */
export const CDKTF_COMMANDS = { plan: "diff", deploy: "deploy", destroy: "destroy" } as const;

export type WorkflowCommand = keyof typeof CDKTF_COMMANDS;

/** What `npm run plan|deploy|destroy -- …` was asked to do. */
export interface WorkflowArguments {
  readonly command: WorkflowCommand;
  /** Against the local AWS that `npm start` runs. */
  readonly local: boolean;
  /** Plan a new environment with neither account nor network. */
  readonly offline: boolean;
  /** Print a summary of the plan as JSON and nothing else. */
  readonly json: boolean;
  readonly help: boolean;
  readonly autoApprove: boolean;
  readonly noColor: boolean;
  /** Context values for the synthesis, `key=value`. */
  readonly context: readonly string[];
  /** Values of Terraform's input variables. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  /** Files with values of Terraform's input variables. */
  readonly variableFiles: readonly string[];
  readonly stacks: readonly string[];
  /** Options for CDKTF as they are. */
  readonly passOn: readonly string[];
}

const COMMON_OPTIONS = {
  "disable-plugin-cache-env": "switch",
  "migrate-state": "switch",
  "skip-provider-lock": "switch",
  "terraform-parallelism": "value",
} as const;

const APPROVAL_OPTIONS = {
  "auto-approve": "switch",
  "ignore-missing-stack-dependencies": "switch",
  parallelism: "value",
} as const;

/** CDKTF ignores options it does not know, so `--target` would destroy everything: only these reach it. */
const CDKTF_OPTIONS: Readonly<Record<WorkflowCommand, Readonly<Partial<Record<string, Kind>>>>> = {
  plan: { ...COMMON_OPTIONS, "refresh-only": "switch" },
  deploy: {
    ...COMMON_OPTIONS,
    ...APPROVAL_OPTIONS,
    "outputs-file": "value",
    "outputs-file-include-sensitive-outputs": "switch",
    "refresh-only": "switch",
  },
  destroy: { ...COMMON_OPTIONS, ...APPROVAL_OPTIONS },
};

const OWN_OPTIONS: Readonly<Partial<Record<string, Kind>>> = {
  context: "value",
  help: "switch",
  json: "switch",
  local: "switch",
  "no-color": "switch",
  offline: "switch",
  var: "value",
  "var-file": "value",
};

/** Options that would take the synthesis away from these commands. */
const SYNTHESIS_OPTIONS = ["app", "output", "skip-synth"];

/**
 * Understands the arguments of a workflow command: Terraform's, the original project's and CDKTF's spelling.
 *
 * @throws UserError on everything that CDKTF would silently take for something else
 */
export function parseWorkflowArguments(command: WorkflowCommand, argv: readonly string[]): WorkflowArguments {
  const { options, words } = splitOptions(argv, {
    kindOf: (name) => OWN_OPTIONS[name] ?? CDKTF_OPTIONS[command][name],
    refusal: (argument, name) => refusal(command, argument, name),
  });

  const local = options.isOn("local");
  const offline = options.isOn("offline");
  if (command !== "plan" && (offline || options.isOn("json"))) {
    throw new UserError(`'${offline ? "--offline" : "--json"}' is for 'npm run plan' only: leave it out.`);
  }
  if (local && offline) {
    throw new UserError("'--local' and '--offline' exclude each other: leave one out.");
  }
  return {
    command,
    local,
    offline,
    json: options.isOn("json"),
    help: options.isOn("help"),
    autoApprove: options.isOn("auto-approve"),
    noColor: options.isOn("no-color"),
    context: options.context,
    variables: options.variables,
    variableFiles: options.valuesOf("var-file"),
    stacks: words,
    passOn: options.all
      .filter(({ name }) => CDKTF_OPTIONS[command][name] !== undefined)
      .map(({ name, value }) => (value === "" ? `--${name}` : `--${name}=${value}`)),
  };
}

function refusal(command: WorkflowCommand, argument: string, name: string): string {
  if (SYNTHESIS_OPTIONS.includes(name)) {
    return `'${argument}' is not for 'npm run ${command}', which synthesizes itself: use 'npx cdktf ${CDKTF_COMMANDS[command]}' for it.`;
  }
  const terraformCommand = command === "deploy" ? "apply" : command;
  const terraformArgument = argument.replace(/^--/, "-");
  return (
    `cdktf ${CDKTF_COMMANDS[command]} would ignore '${argument}'; if it is Terraform's, ` +
    `run 'terraform ${terraformCommand} ${terraformArgument}' in cdktf.out/stacks/<stack> after 'npm run synth'.`
  );
}
