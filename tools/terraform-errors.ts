import type { RunResult } from "./child-process";
import { adviceOnCredentials } from "./no-credentials";
import { UserError } from "./user-error";

/**
 * The result of a run of Terraform that has succeeded.
 *
 * @param what what Terraform was to read or change
 * @throws UserError with the reason, as shortly as it can be said, if it has failed
 */
export function succeeded(result: RunResult, what: string): RunResult {
  if (result.code !== 0) {
    throw new UserError(explainFailure(result, what));
  }
  return result;
}

function explainFailure({ stdout, stderr }: RunResult, what: string): string {
  const output = `${stdout}\n${stderr}`.replace(/^[│╷╵] ?/gm, "");
  if (output.includes("Error acquiring the state lock")) {
    const who = /^\s*Who:\s+(\S+)/m.exec(output)?.[1] ?? "somebody";
    const since = /^\s*Created:\s+(\S+ [\d:]+)/m.exec(output)?.[1];
    const when = since === undefined ? "" : ` since ${since} UTC`;
    return `${who} is changing '${what}'${when}: try again when that is done.`;
  }
  const advice = adviceOnCredentials(output);
  if (advice !== undefined) {
    return advice;
  }
  const [bucket] = /S3 bucket "[^"]+" does not exist/.exec(output) ?? [];
  if (bucket !== undefined) {
    return `The ${bucket}: make it first, it keeps what is up.`;
  }
  const begin = output.indexOf("Error: ");
  return begin < 0 ? output.trim() : output.slice(begin).trim();
}
