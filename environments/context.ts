import { readFileSync } from "node:fs";
import { ValidationError } from "../modules/core";
import { contextArguments } from "./context-arguments";
import type { Environment } from "./environment";

/** What one synthesis is about. */
export interface Context {
  readonly environment: Environment;
  /** `ecs`: the environment; `state`: the bucket for its Terraform state. */
  readonly stack: "ecs" | "state";
  /** Version of each service by its key. */
  readonly versions: Readonly<Record<string, string>>;
}

/**
 * Reads the context from `cdktf.json`, with or without the CDKTF CLI, and from arguments `-c key=value`, which win.
 *
 * @param file path of `cdktf.json`
 * @throws ValidationError on a key or value that nothing here knows
 */
export function readContext(
  file: string,
  args: readonly string[],
  environments: Readonly<Record<string, Environment>>,
): Context {
  const committed = readCommitted(file);
  const values = { ...committed, ...contextArguments(args, "write them like -c app.version=v2") };
  refuseUnknownKeys(values, environments);

  const { environment: name = "", stack = "ecs" } = values;
  const environment = Object.hasOwn(environments, name) ? environments[name] : undefined;
  if (environment === undefined) {
    throw invalid(
      "environment",
      `be one of ${list(Object.keys(environments))}`,
      name,
      "add a file in environments/ for a new one",
    );
  }
  if (stack !== "ecs" && stack !== "state") {
    throw invalid("stack", 'be "ecs" or "state"', stack, "leave it out for the environment itself");
  }
  return { environment, stack, versions: versionsOf(environment, values) };
}

function readCommitted(file: string): Record<string, string> {
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as { context?: Record<string, string> }).context ?? {};
  } catch (error) {
    throw invalid("cdktf.json", "be a JSON file", (error as Error).message, "correct it");
  }
}

function versionsOf(environment: Environment, values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.keys(environment.services).map((service) => {
      const key = `${service}.version`;
      const version = values[key];
      if (typeof version !== "string") {
        throw invalid(
          key,
          "be the version of the service, as a text",
          version,
          `set it in cdktf.json or with -c ${key}=v1`,
        );
      }
      return [service, version];
    }),
  );
}

function refuseUnknownKeys(values: object, environments: Readonly<Record<string, Environment>>): void {
  const services = Object.values(environments).flatMap(({ services }) => Object.keys(services));
  const known = ["environment", "stack", ...new Set(services.map((service) => `${service}.version`))];
  const unknown = Object.keys(values).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw invalid(
      "key",
      `be one of ${list(known)}`,
      unknown,
      "correct it in cdktf.json or in the -c argument",
    );
  }
}

function invalid(prop: string, must: string, got: unknown, hint: string): ValidationError {
  return new ValidationError("context", { prop, must, got, hint });
}

function list(values: readonly string[]): string {
  return values.map((value) => `"${value}"`).join(", ");
}
