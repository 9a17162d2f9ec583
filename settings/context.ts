import { existsSync, readFileSync } from "node:fs";
import { accountId, type Checks, nearest, type Rule, rules } from "../modules/core";
import { checkContext } from "./check-context";
import { checkKeys, contextArguments } from "./context-arguments";
import type { Environment } from "./environment";
import type { Environments, LoadedEnvironments } from "./load-environments";

/** What one synthesis is about. */
export interface Context {
  readonly environment: Environment;
  /** `ecs`: the environment; `state`: the bucket for its Terraform state. */
  readonly stack: Stack;
  /** Version of each service by its key. */
  readonly versions: Readonly<Record<string, string>>;
  /** Those of them that stand in `cdktf.json`, whatever the arguments say. */
  readonly committedVersions: Readonly<Record<string, string>>;
  /** The only account that may be deployed to. @default any */
  readonly accountId?: string;
}

type Stack = (typeof STACKS)[number];
const STACKS = ["ecs", "state"] as const;

/** What somebody wrote: in JSON it can be anything. */
type Values = Readonly<Record<string, unknown>>;

/**
 * Reads the context from `cdktf.json`, with or without the CDKTF CLI, and from arguments `-c key=value`, which win.
 *
 * @param file path of `cdktf.json`
 * @throws InputError on all keys and values that nothing here knows, and with what is wrong with the settings of the environment
 */
export function readContext(
  file: string,
  args: readonly string[],
  { environments, refused }: LoadedEnvironments,
): Context {
  const committed = readCommitted(file);
  const given = contextArguments(args, "write them like -c app.version=v2");
  const values: Values = { environment: "", stack: "ecs", ...committed, ...given };
  const { environment: name, stack } = values;
  const refusal = refused.get(String(name));
  if (refusal !== undefined) {
    throw refusal;
  }
  const sources = [given, committed];
  const known = [...Object.keys(environments), ...refused.keys()].sort();
  const named = Object.entries(environments).filter(([key]) => key === name);
  checkContext((c) => {
    const keys = Object.keys(values).filter((key) => refused.size === 0 || !ENVIRONMENT_KEY.test(key));
    checkKeys(c, keys, keysOf(environments), "remove it from cdktf.json or the -c arguments");
    c.value("environment", name, environmentName(name, known));
    c.value("stack", stack, rules.oneOf<unknown>(STACKS, "leave it out for the environment itself"));
    for (const [key, environment] of named) {
      checkVersions(c, sources, key, environment);
      c.value(accountOf(key), values[accountOf(key)], accountId);
    }
  });
  const [[key, environment]] = named as [[string, Environment]];
  const versionsIn = (from: readonly Values[]) =>
    Object.fromEntries(
      Object.keys(environment.services).flatMap((service) => {
        const found = findVersion(from, key, service);
        return found === undefined ? [] : [[service, found.value as string]];
      }),
    );
  return {
    environment,
    stack: stack as Stack,
    versions: versionsIn(sources),
    committedVersions: versionsIn([committed]),
    accountId: values[accountOf(key)] as string | undefined,
  };
}

/** The context of `cdktf.json`; empty without that file. */
function readCommitted(file: string): Values {
  const content = existsSync(file) ? parse(readFileSync(file, "utf8")) : {};
  checkContext((c) => {
    c.require(() => isRecord(content) && isRecord(content.context ?? {}), {
      prop: "cdktf.json",
      must: "be a JSON object, with an object as 'context'",
      got: content,
      hint: 'correct it: write "context": { "environment": "acc" }',
    });
  });
  return (content as { context?: Values }).context ?? {};
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return (error as Error).message;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function keysOf(environments: Environments): string[] {
  const services = Object.entries(environments).flatMap(([environment, { services }]) =>
    versioned(services).map((service) => versionKeys(environment, service)),
  );
  return [
    "environment",
    "stack",
    ...new Set(services.map(([, ofAll]) => ofAll)),
    ...services.map(([ofOne]) => ofOne),
    ...Object.keys(environments).map(accountOf),
  ];
}

function environmentName(name: unknown, known: readonly string[]): Rule<unknown> {
  const meant = nearest(String(name), known);
  const hint =
    meant === undefined ? "add a file in environments/ for a new one" : `write ${JSON.stringify(meant)}`;
  return rules.oneOf<unknown>(known, hint);
}

function checkVersions(
  c: Checks,
  sources: readonly Values[],
  environment: string,
  { services }: Environment,
): void {
  for (const service of versioned(services)) {
    const { key, value } = findVersion(sources, environment, service) ?? { key: `${service}.version` };
    c.require(() => typeof value === "string", {
      prop: key,
      must: "be the version of the service, as a text",
      got: value,
      hint: `set it in cdktf.json or with -c ${key}=v1`,
    });
  }
}

/** The keys of services with versions: those with a repository. */
function versioned(services: Environment["services"]): string[] {
  return Object.entries(services).flatMap(([key, { repository }]) => (repository === undefined ? [] : [key]));
}

/** Where the version of a service stands: in the first source that has one. */
function findVersion(sources: readonly Values[], environment: string, service: string) {
  for (const source of sources) {
    const key = versionKeys(environment, service).find((one) => source[one] !== undefined);
    if (key !== undefined) {
      return { key, value: source[key] };
    }
  }
  return undefined;
}

/** May be of an environment or service of which nothing is known while settings are refused. */
const ENVIRONMENT_KEY = /\.(version|accountId)$/;

/** The keys that may hold the version of a service; the first that does counts. */
function versionKeys(environment: string, service: string): [string, string] {
  return [`${environment}.${service}.version`, `${service}.version`];
}

function accountOf(environment: string): string {
  return `${environment}.accountId`;
}
