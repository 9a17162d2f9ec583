import { explainAccountFailure } from "../aws/account-failures";
import type { RunResult } from "../process/run-result";
import { UserError } from "../process/user-error";
import { oneLine } from "../terminal/one-line";
import { type Diagnostic, diagnosticsIn, parseMessages } from "./messages";
import { describeLock, livenessOf, lockIn } from "./state-lock";

/** What a run of Terraform was about. */
export interface Subject {
  /** Name of the stack. */
  readonly name: string;
  /** Where its state is, such as `s3://bucket/key`. */
  readonly state: string;
  /** Where the versions and checksums of its providers are kept, such as `locks/acc.hcl`. */
  readonly lockFile: string;
  /** Whether it ends with this command, as that of `npm start` does: nothing is left to mend. @default false */
  readonly isTemporary?: boolean;
  /** What a resource is called, given its address. */
  readonly describe: (address: string) => string;
  /** A command of this project for the same stack, such as `npm run unlock -- -c environment=prod`. */
  readonly command: (
    name: "bootstrap" | "bump" | "deploy" | "plan" | "recover" | "unlock",
    ...more: readonly string[]
  ) => string;
  /** The command that makes the bucket for the state. */
  readonly makeStateBucket: string;
}

/**
 * The result of a run of Terraform that has succeeded.
 *
 * @throws UserError with the reason, as shortly as it can be said, if it has failed
 */
export function succeeded(result: RunResult, subject: Subject): RunResult {
  if (result.signal !== undefined) {
    throw new UserError(explainKill(result.signal, subject));
  }
  if (result.code !== 0) {
    const errors = diagnosticsIn(parseMessages(result.stdout), "error");
    throw new TerraformFailure(explainFailure(result, subject), errors);
  }
  return result;
}

/** Terraform has ended with errors. */
export class TerraformFailure extends UserError {
  constructor(
    message: string,
    /** The errors that it named with `-json`. */
    readonly errors: readonly Diagnostic[],
  ) {
    super(message);
  }
}

/** What may be left after Terraform was killed. */
export function explainKill(signal: NodeJS.Signals, { name, command }: Subject): string {
  return (
    `Terraform was killed (${signal}) while it worked on '${name}': the state may still be locked, and may not know of ` +
    `what was being made. '${command("unlock")}' clears the lock, '${command("recover")}' finds what was made.`
  );
}

/** Why Terraform has failed: one line with the hint where that is known, else Terraform's own words. */
export function explainFailure({ stdout, stderr }: RunResult, subject: Subject): string {
  const errors = diagnosticsIn(parseMessages(stdout), "error");
  const output = [...errors.map(({ summary, detail }) => `${summary}\n${detail ?? ""}`), unframed(stderr)];
  // With `-json` what is said on standard output are the errors above.
  const text = (errors.length > 0 ? output : [unframed(stdout), ...output]).join("\n");
  const lock = lockIn(text);
  if (lock !== undefined) {
    return describeLock(subject.name, lock, livenessOf(lock, subject.state), subject.command("unlock"));
  }
  const hint = findHint(text, subject);
  if (errors.length === 0) {
    return hint ?? firstError(text);
  }
  const all = errors.map((error) => describeDiagnostic(error, subject));
  // What is wrong with single resources must be named, even if there is a hint for all of them.
  const isAboutResources = errors.some(({ address }) => address !== undefined);
  return [...(isAboutResources || hint === undefined ? all : []), hint]
    .filter((part) => part !== undefined)
    .join("\n\n");
}

function findHint(text: string, subject: Subject): string | undefined {
  return (
    firstHint(BUCKET_HINTS, text, subject) ??
    explainAccountFailure(text) ??
    firstHint(OTHER_HINTS, text, subject)
  );
}

function firstHint(hints: readonly Hint[], text: string, subject: Subject): string | undefined {
  for (const [pattern, explain] of hints) {
    const match = pattern.exec(text);
    if (match !== null) {
      return explain(match, subject);
    }
  }
  return undefined;
}

/** An error or a warning in a few lines. */
export function describeDiagnostic(
  { severity, summary, detail = "", address }: Diagnostic,
  { describe }: Pick<Subject, "describe">,
): string {
  const where = address === undefined ? "" : ` (${describe(address)})`;
  const more = detail.trim() === "" ? [] : [detail.trim()];
  return [`${severity === "error" ? "Error" : "Warning"}: ${summary}${where}`, ...more].join("\n");
}

/** Terraform's text without the frame that it draws around errors. */
function unframed(text: string): string {
  return text.replace(/^[│╷╵] ?/gm, "");
}

function firstError(text: string): string {
  const begin = text.indexOf("Error: ");
  return begin < 0 ? text.trim() : text.slice(begin).trim();
}

/** What to do without a bucket for the state. */
export function explainMissingBucket({ state, makeStateBucket }: Subject): string {
  return `The state bucket '${bucketOf(state)}' does not exist: make it once with '${makeStateBucket}'.`;
}

type Hint = readonly [RegExp, (match: RegExpExecArray, subject: Subject) => string];

/** What is wrong with the bucket of the state. The first that matches counts. */
const BUCKET_HINTS: readonly Hint[] = [
  [/S3 bucket "[^"]+" does not exist|NoSuchBucket/, (_, subject) => explainMissingBucket(subject)],
  [
    /requested bucket from "([^"]+)", actual location "([^"]+)"/,
    ([, asked = "", actual = ""]) =>
      `The state bucket is in region '${actual}', not in '${asked}': correct 'region' of the environment, or name another 'stateBucket'.`,
  ],
  [
    /StatusCode: 301|PermanentRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraint/,
    (_, { state }) =>
      `The state bucket '${bucketOf(state)}' is in another region: correct 'region' of the environment, or name another 'stateBucket'.`,
  ],
];

/** The first that matches counts. */
const OTHER_HINTS: readonly Hint[] = [
  [
    /no space left on device|disk quota exceeded/i,
    () => "The disk is full: free some space (also in the folder for temporary files), and run it again.",
  ],
  [
    /(\S+): read-only file system/i,
    ([, file = ""]) => `'${file}' is in a read-only file system: run it in a copy that can be written.`,
  ],
  [
    /Backend configuration changed|Backend configuration block has changed/,
    (_, { command }) =>
      `The state has moved (the backend was another one before): move what is in the old place with '${command("deploy", "--migrate-state")}', or begin with what is in the new one with '${command("deploy", "--reconfigure")}'.`,
  ],
  [
    /locked provider (\S+) (\S+) does\s+not\s+match\s+configured\s+version\s+constraint\s+([^;]+);/,
    ([, provider = "", version = "", constraint = ""], { lockFile, command }) =>
      `'${lockFile}' has ${provider} ${version}, but the stack needs '${oneLine(constraint)}': lock another version with '${command("plan", "--upgrade")}'.`,
  ],
  [
    /package\s+for\s+(\S+\s+\S+)\s+doesn't\s+match\s+any\s+of\s+the\s+checksums/,
    ([, provider = ""], { lockFile, command }) =>
      `The provider ${oneLine(provider)} has none of the checksums in '${lockFile}'. If that has those of other platforms only, '${command("plan", "--upgrade")}' on the machine that wrote it, with access to the registry, adds the others; else do not trust this provider.`,
  ],
  [
    /Failed to query available provider packages|Could not retrieve the list of available versions|provider registry [\s\S]*(?:no such host|connection refused|timeout)/,
    () =>
      "Terraform cannot fetch the provider: go online, or name a folder that holds registry.terraform.io/hashicorp/aws in TF_PLUGIN_MIRROR_DIR.",
  ],
];

/** The bucket of a state such as `s3://bucket/key`. */
function bucketOf(state: string): string {
  return state.split("/")[2] ?? "";
}
