import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";

/** The arguments of one block. */
export type Config = Readonly<Record<string, unknown>>;

/** What the benchmark reads of a synthesized stack. */
export interface StackJson {
  /** Resources by type and logical id. */
  readonly resource: Readonly<Record<string, Readonly<Record<string, Config>>>>;
  readonly variable?: Readonly<Record<string, Config>>;
  readonly locals?: Config;
}

export function readStack(path: string): StackJson {
  return JSON.parse(readFileSync(path, "utf8")) as StackJson;
}

export function countResources({ resource }: StackJson): number {
  return Object.values(resource).reduce((sum, resources) => sum + Object.keys(resources).length, 0);
}

/** Addresses of the resources that are not in both stacks with the same arguments. */
export function differences(one: StackJson, other: StackJson): string[] {
  const [a, b] = [byAddress(one), byAddress(other)];
  return [...new Set([...a.keys(), ...b.keys()])].filter(
    (address) => !isDeepStrictEqual(a.get(address), b.get(address)),
  );
}

/** Arguments by address, without CDKTF's note about the construct. */
function byAddress({ resource }: StackJson): Map<string, Config> {
  return new Map(
    Object.entries(resource).flatMap(([type, resources]) =>
      Object.entries(resources).map(
        ([id, config]) => [`${type}.${id}`, { ...config, "//": undefined }] as const,
      ),
    ),
  );
}
