import { sorted } from "../../core";

/** A list of ECS out of entries by name, in the order of the names. */
export function list<T>(
  entries: Readonly<Record<string, T>>,
  entry: (key: string, value: T) => object,
): object[] {
  return Object.entries(sorted(entries)).map(([key, value]) => entry(key, value));
}

/** A list that ECS leaves out of its answer when it has no entry. */
export function optionalList<T>(
  entries: Readonly<Record<string, T>> | undefined,
  entry: (key: string, value: T) => object,
): object[] | undefined {
  return entries === undefined || Object.keys(entries).length === 0 ? undefined : list(entries, entry);
}
