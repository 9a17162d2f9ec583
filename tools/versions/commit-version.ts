import { committedContext, commitContext } from "../project/context-file";
import { committedVersion, environmentOf, ownVersionKey } from "./committed-version";

/** A version that is to be committed. */
export interface NewVersion {
  /** Key in `cdktf.json`. */
  readonly key: string;
  readonly from: string | undefined;
  readonly to: string;
  /** Whether `cdktf.json` has it already. */
  readonly isCommitted: boolean;
}

/**
 * Where a new version of a service belongs: to one environment if that is named on the command line or has a version of
 * its own already, else to all.
 *
 * @param context of the command line, `key=value`
 */
export function newVersion(context: readonly string[], service: string, to: string): NewVersion {
  const committed = committedContext();
  const environment = environmentOf(context, committed);
  const isNamed = context.some((pair) => pair.startsWith("environment="));
  const { key: counts, version } = committedVersion(committed, environment, service);
  const key = isNamed ? ownVersionKey(environment, service) : counts;
  return { key, from: version, to, isCommitted: committed[key] === to };
}

/** Writes it into `cdktf.json`; returns what was done, in words. */
export function commitVersion({ key, from, to, isCommitted }: NewVersion): string {
  if (isCommitted) {
    return `cdktf.json: ${key} is '${to}' already.`;
  }
  commitContext({ [key]: to });
  return `cdktf.json: ${key}: ${from ?? "none"} → ${to}`;
}
