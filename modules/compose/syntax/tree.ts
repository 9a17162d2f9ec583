import type { Position } from "./diagnostic";

/** A value of a YAML file, with its place; aliases and merge keys are resolved. */
export type Tree = TreeMap | TreeList | TreeScalar;

export interface TreeMap extends Position {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, TreeEntry>;
}

export interface TreeEntry {
  /** Where the key is. */
  readonly position: Position;
  readonly value: Tree;
}

export interface TreeList extends Position {
  readonly kind: "list";
  readonly items: readonly Tree[];
}

export interface TreeScalar extends Position {
  readonly kind: "scalar";
  /** As it is written, without quotes. */
  readonly text: string;
  readonly isNull: boolean;
  /** A boolean or number without quotes, as YAML understands it. @default it is a text */
  readonly canonical?: string;
}
