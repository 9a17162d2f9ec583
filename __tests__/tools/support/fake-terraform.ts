import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import { temporaryFolder, writeFile, writeProgram } from "./folders";

/** What the stub of Terraform does. */
export interface FakeTerraformOptions {
  /** Exit code of a plan, with -detailed-exitcode: 2 for changes. @default 2 */
  readonly planCode?: 0 | 1 | 2;
  /** What a plan prints with -json. @default one resource to add */
  readonly planMessages?: readonly object[];
  /** `terraform show -json`. @default the same resource */
  readonly plan?: object;
  /** Shell commands that apply runs. @default - it succeeds */
  readonly apply?: string;
  /** Shell commands that init runs. @default - it succeeds */
  readonly init?: string;
  /** Shell commands that `providers` and `providers lock` run. @default - the stack names the AWS provider */
  readonly providers?: string;
  /** Terraform's outputs. @default none */
  readonly outputs?: object;
  /** Resources in Terraform's state. @default none */
  readonly resources?: readonly object[];
}

/** A stub of Terraform, in a folder for PATH. */
export interface FakeTerraform {
  readonly env: NodeJS.ProcessEnv;
  /** File in the stub's folder. */
  readonly file: (name: string) => string;
  /** The command lines that it was started with, without those for its version and for the check of variables. */
  readonly calls: () => string[];
}

export const CREATED = {
  address: "aws_lb.alb",
  mode: "managed",
  type: "aws_lb",
  change: { actions: ["create"], before: null, after: {} },
};
const resource = { addr: "aws_lb.alb", resource_type: "aws_lb" };
const PLANNED = [
  { type: "planned_change", change: { resource, action: "create" } },
  { type: "change_summary", changes: { add: 1, change: 0, remove: 0, operation: "plan" } },
];

/** What an apply prints that has succeeded. */
export const APPLIED = [
  { type: "apply_start", hook: { resource, action: "create" } },
  { type: "apply_complete", hook: { resource, action: "create", elapsed_seconds: 1 } },
  { type: "change_summary", changes: { add: 1, change: 0, remove: 0, operation: "apply" } },
];

/** Where tsx keeps what it has compiled. In an empty TMPDIR every command would compile all of the tools again. */
const TSX_CACHE = join(tmpdir(), `tsx-${String(process.geteuid?.())}`);

export function fakeTerraform(options: FakeTerraformOptions = {}): FakeTerraform {
  const { planCode = 2, planMessages = PLANNED, plan = { resource_changes: [CREATED] } } = options;
  const { outputs = {}, resources = [] } = options;
  const folder = temporaryFolder();
  const file = (name: string) => join(folder, name);
  const lines = (messages: readonly object[]) => messages.map((one) => JSON.stringify(one)).join("\n") + "\n";
  mkdirSync(TSX_CACHE, { recursive: true });
  symlinkSync(TSX_CACHE, file(basename(TSX_CACHE)));
  writeFile(file("calls"), "");
  writeFile(file("planned"), lines(planMessages));
  writeFile(file("applied"), lines([...APPLIED, { type: "outputs", outputs }]));
  writeFile(file("begun"), lines(APPLIED.slice(0, 1)));
  writeFile(file("plan.json"), JSON.stringify(plan));
  writeFile(file("outputs.json"), JSON.stringify(outputs));
  writeFile(file("state.json"), JSON.stringify({ lineage: "a", resources }));
  writeProgram(
    file("terraform"),
    `
here=${folder}
case "$*" in
  version) ;;
  *-refresh=false*) ;;
  *) echo "$@" >> $here/calls ;;
esac
case "$1" in
version) echo Terraform v1.11.4 ;;
init) ${options.init ?? "/bin/mkdir -p .terraform; echo {} > .terraform/terraform.tfstate"} ;;
providers) ${options.providers ?? "echo 'provider[registry.terraform.io/hashicorp/aws]'"} ;;
plan)
  for argument in "$@"; do
    case "$argument" in -out=*) echo secret > "\${argument#-out=}"; out=1 ;; esac
  done
  test -n "$out" || exit 0
  /bin/cat $here/planned
  exit ${planCode} ;;
show) case "$*" in *-json*) /bin/cat $here/plan.json ;; *) echo "Terraform's own text" ;; esac ;;
apply) ${options.apply ?? "/bin/cat $here/applied"} ;;
output) /bin/cat $here/outputs.json ;;
state) /bin/cat $here/state.json ;;
esac`,
  );
  return {
    file,
    env: {
      PATH: folder,
      HOME: folder,
      TMPDIR: folder,
      TF_CLI_CONFIG_FILE: writeFile(file("terraform.tfrc"), ""),
    },
    calls: () =>
      readFileSync(file("calls"), "utf8")
        .split("\n")
        .filter((call) => call !== "")
        .map((call) => call.replace(/(?<= |=)\/\S*\/plan(?= |$)/, "<plan>")),
  };
}
