import { existsSync, readFileSync } from "node:fs";
import { accountId, type Checks, nearest, type Rule, rules } from "../modules/core";
import { checkContext } from "./check-context";
import { checkKeys, contextArguments } from "./context-arguments";
import type { Environment } from "./environment";
import type { Environments } from "./load-environments";

/** What one synthesis is about. */
export interface Context {
  readonly environment: Environment;
  /** `ecs`: the environment; `state`: the bucket for its Terraform state. */
  readonly stack: Stack;
  /** Version of each service by its key. */
  readonly versions: Readonly<Record<string, string>>;
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
 * @throws ValidationError on all keys and values that nothing here knows
 */
export function readContext(file: string, args: readonly string[], environments: Environments): Context {
  const values: Values = {
    environment: "",
    stack: "ecs",
    ...readCommitted(file),
    ...contextArguments(args, "write them like -c app.version=v2"),
  };
  const { environment: name, stack } = values;
  const named = Object.entries(environments).filter(([key]) => key === name);
  checkContext((c) => {
    checkKeys(c, Object.keys(values), keysOf(environments), "remove it from cdktf.json or the -c arguments");
    c.value("environment", name, environmentName(name, Object.keys(environments)));
    c.value("stack", stack, rules.oneOf<unknown>(STACKS, "leave it out for the environment itself"));
    for (const [key, environment] of named) {
      checkVersions(c, values, environment);
      c.value(accountOf(key), values[accountOf(key)], accountId);
    }
  });
  const [[key, environment]] = named as [[string, Environment]];
  const versions = Object.keys(environment.services).map((one) => [one, values[versionOf(one)] as string]);
  return {
    environment,
    stack: stack as Stack,
    versions: Object.fromEntries(versions) as Context["versions"],
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
  const services = Object.values(environments).flatMap(({ services }) => Object.keys(services));
  return [
    "environment",
    "stack",
    ...new Set(services.map(versionOf)),
    ...Object.keys(environments).map(accountOf),
  ];
}

function environmentName(name: unknown, known: readonly string[]): Rule<unknown> {
  const meant = nearest(String(name), known);
  const hint =
    meant === undefined ? "add a file in environments/ for a new one" : `write ${JSON.stringify(meant)}`;
  return rules.oneOf<unknown>(known, hint);
}

function checkVersions(c: Checks, values: Values, { services }: Environment): void {
  for (const key of Object.keys(services).map(versionOf)) {
    c.require(() => typeof values[key] === "string", {
      prop: key,
      must: "be the version of the service, as a text",
      got: values[key],
      hint: `set it in cdktf.json or with -c ${key}=v1`,
    });
  }
}

function versionOf(service: string): string {
  return `${service}.version`;
}

function accountOf(environment: string): string {
  return `${environment}.accountId`;
}
