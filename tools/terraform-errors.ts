import type { RunResult } from "./child-process";

/** What Terraform's S3 backend says. */
export const NO_CREDENTIALS = "No valid credential sources found";

/** What to do then. */
export const HOW_TO_SIGN_IN =
  "There are no AWS credentials: set AWS_PROFILE or sign in first, or see 'npm run help' for --local and --offline.";

/** Why Terraform has failed, as shortly as it can be said; `what` is what it was to change. */
export function explainFailure({ stdout, stderr }: RunResult, what: string): string {
  const output = `${stdout}\n${stderr}`.replace(/^[│╷╵] ?/gm, "");
  if (output.includes("Error acquiring the state lock")) {
    const who = /^\s*Who:\s+(\S+)/m.exec(output)?.[1] ?? "somebody";
    const since = /^\s*Created:\s+(\S+ [\d:]+)/m.exec(output)?.[1];
    const when = since === undefined ? "" : ` since ${since} UTC`;
    return `${who} is changing '${what}'${when}: try again when that is done.`;
  }
  if (output.includes(NO_CREDENTIALS)) {
    return HOW_TO_SIGN_IN;
  }
  const [bucket] = /S3 bucket "[^"]+" does not exist/.exec(output) ?? [];
  if (bucket !== undefined) {
    return `The ${bucket}: make it first, it keeps what is up.`;
  }
  const begin = output.indexOf("Error: ");
  return begin < 0 ? output.trim() : output.slice(begin).trim();
}
