/** The context of a project, as `cdktf.json` has it. */
export type ProjectContext = Readonly<Record<string, unknown>>;

/** Where the version of a service is committed. */
export interface CommittedVersion {
  /** `<environment>.<service>.version` if that is there, else `<service>.version`. */
  readonly key: string;
  /** Undefined if none is. */
  readonly version: string | undefined;
}

/** The version of a service in an environment, as `cdktf.json` has it. */
export function committedVersion(
  context: ProjectContext,
  environment: string,
  service: string,
): CommittedVersion {
  const own = ownVersionKey(environment, service);
  const key = context[own] === undefined ? `${service}.version` : own;
  const version = context[key];
  return { key, version: typeof version === "string" ? version : undefined };
}

/** The key of a version that counts in one environment only. */
export function ownVersionKey(environment: string, service: string): string {
  return `${environment}.${service}.version`;
}

/** The environment that a command line means. */
export function environmentOf(context: readonly string[], committed: ProjectContext): string {
  const given = context.flatMap((pair) => /^environment=(.*)$/.exec(pair)?.[1] ?? []).at(-1);
  const { environment } = committed;
  return given ?? (typeof environment === "string" ? environment : "");
}
