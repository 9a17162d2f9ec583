import type { RunResult } from "../process/run-result";
import { UserError } from "../process/user-error";
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
  readonly command: (name: "deploy" | "plan" | "recover" | "unlock", ...more: readonly string[]) => string;
}

/** What to do without credentials. */
export const HOW_TO_SIGN_IN =
  "There are no AWS credentials: set AWS_PROFILE or sign in first, or see 'npm run plan -- --help' for --local and --offline.";

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
  for (const [pattern, explain] of HINTS) {
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

type Explain = (match: RegExpExecArray, subject: Subject) => string;

const MISSING_BUCKET: Explain = ([, bucket = ""], { command }) =>
  `The state bucket '${bucket}' does not exist: make it once with '${command("deploy", "-c", "stack=state")}'.`;

/** The first that matches counts. */
const HINTS: readonly (readonly [RegExp, Explain])[] = [
  [/No valid credential sources found|no EC2 IMDS role found/, () => HOW_TO_SIGN_IN],
  [
    /failed to get shared config profile, ([^\s,]+)|config profile \(([^)]+)\) could not be found/i,
    ([, one, other]) =>
      `There is no AWS profile '${one ?? other ?? ""}' in ~/.aws/config: correct AWS_PROFILE, or make it with 'aws configure --profile ${one ?? other ?? ""}'.`,
  ],
  [
    /ExpiredToken|RequestExpired|security token included in the request is expired|(?:SSO|sso) session has expired|cached SSO token is expired|refresh cached SSO token failed/,
    () => "The AWS credentials have expired: sign in again, e.g. with 'aws sso login'.",
  ],
  [
    /InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|UnrecognizedClientException|security token included in the request is invalid/,
    () =>
      "AWS does not know these credentials: check AWS_PROFILE and AWS_ACCESS_KEY_ID with 'aws sts get-caller-identity'.",
  ],
  [/S3 bucket "([^"]+)" does not exist/, MISSING_BUCKET],
  [
    /NoSuchBucket/,
    (match, subject) =>
      MISSING_BUCKET(Object.assign(match, { 1: subject.state.split("/")[2] ?? "" }), subject),
  ],
  [
    /requested bucket from "([^"]+)", actual location "([^"]+)"/,
    ([, asked = "", actual = ""]) =>
      `The state bucket is in region '${actual}', not in '${asked}': correct 'region' of the environment, or name another 'stateBucket'.`,
  ],
  [
    /StatusCode: 301|PermanentRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraint/,
    (_, { state }) =>
      `The state bucket '${state.split("/")[2] ?? ""}' is in another region: correct 'region' of the environment, or name another 'stateBucket'.`,
  ],
  [
    /(User|arn): \S+ is not authorized to perform: (\S+)[^\n]*/,
    ([line]) => `AWS refuses: ${oneLine(line)}: ask who administers the account for this permission.`,
  ],
  [
    /([A-Z]\w+), https response error StatusCode: 403[^\n]*|AccessDenied[^\n]*|api error Forbidden[^\n]*/,
    ([line]) =>
      `AWS refuses: ${oneLine(line)}: check with 'aws sts get-caller-identity' that these are the right account and role.`,
  ],
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

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().replace(/[.:]$/, "");
}
