import type { clientConfig } from "../../aws/aws-client";
import type { Attributes } from "../../terraform/plan-json";

/** A resource that may have been made. */
export interface Wanted {
  /** Its arguments; references to what is not known stay in them. */
  readonly block: Attributes;
  /** All of its tags, those of the provider included. */
  readonly tags: Readonly<Record<string, string>>;
  /** When it was begun, in milliseconds. */
  readonly begun: number;
}

/** Asks AWS for what fits, and returns the ids that Terraform imports it by: none if there is none. */
export type Lookup = (wanted: Wanted, config: ReturnType<typeof clientConfig>) => Promise<string[]>;

export type Lookups = Readonly<Partial<Record<string, Lookup>>>;

/** Clocks differ. */
const TOLERANCE_MS = 5 * 60_000;

/** Whether something that AWS has made then can be the one; AWS does not always say when. */
export function isMadeSince({ begun }: Wanted, made: Date | undefined): boolean {
  return made === undefined || made.getTime() >= begun - TOLERANCE_MS;
}

/** Whether a name is that of the resource, or begins with its prefix and ends as the provider's names do. */
export function hasName({ block }: Wanted, name: string | undefined): boolean {
  if (name === undefined || typeof block.name === "string") {
    return name !== undefined && name === block.name;
  }
  return (
    typeof block.name_prefix === "string" &&
    name.startsWith(block.name_prefix) &&
    /^[0-9a-f]{26}$/.test(name.slice(block.name_prefix.length))
  );
}

/** An argument as text; undefined if it is missing, or refers to what is not known. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && !value.includes("${") ? value : undefined;
}

/** What there is of them. */
export function present<T>(values: readonly (T | undefined)[] | undefined): T[] {
  return (values ?? []).filter((value) => value !== undefined);
}
