import { Construct } from "constructs";
import type { PropType } from "./public-constructs";

/** What a token can be put in place of. */
export type LeafKind = "string" | "number" | "list" | "map";

/** A place in props for which there can be a token. */
export interface Leaf {
  /** As in messages, e.g. `containers[0].environment.A`. */
  readonly path: string;
  /** As in the type, e.g. `containers[].environment{}`. */
  readonly typePath: string;
  readonly keys: readonly (string | number)[];
  readonly kind: LeafKind;
  /** Whether the props have a value there already. */
  readonly isThere: boolean;
}

type Place = Omit<Leaf, "kind" | "isThere">;
const ROOT: Place = { path: "", typePath: "", keys: [] };

/** The places in `props` that a token can be put into, by their type. */
export function leavesOf(type: PropType, props: unknown): Leaf[] {
  return walk(type, props, ROOT, true);
}

/** The paths of all leaves of a type, whatever props there are. */
export function leafPaths(type: PropType, typePath = ""): string[] {
  switch (type.kind) {
    case "string":
    case "number":
      return [`${typePath}: ${type.kind}`];
    case "list":
    case "map":
      return [
        ...(type.of.kind === "string" ? [`${typePath}: ${type.kind}`] : []),
        ...leafPaths(type.of, `${typePath}${type.kind === "list" ? "[]" : "{}"}`),
      ];
    case "object":
      return [...type.props].flatMap(([name, prop]) => leafPaths(prop, joined(typePath, name)));
    case "union":
      return [...new Set(type.of.flatMap((one) => leafPaths(one, typePath)))];
    case "other":
      return [];
  }
}

/** @param isAlone whether the value is of this type for certain, and of no other of a union */
function walk(type: PropType, value: unknown, place: Place, isAlone: boolean): Leaf[] {
  const leaf = (kind: LeafKind): Leaf => ({ ...place, kind, isThere: value !== undefined });
  switch (type.kind) {
    case "string":
    case "number":
      return value === undefined || isScalar(value) ? [leaf(type.kind)] : [];
    case "list":
      return [
        ...(type.of.kind === "string" && (value === undefined || Array.isArray(value)) ? [leaf("list")] : []),
        ...(Array.isArray(value) ? value : []).flatMap((item, index) =>
          walk(type.of, item, step(place, index, "list"), true),
        ),
      ];
    case "map":
      return [
        ...(type.of.kind === "string" && (value === undefined || isRecord(value)) ? [leaf("map")] : []),
        ...(isRecord(value) ? Object.entries(value) : []).flatMap(([key, item]) =>
          walk(type.of, item, step(place, key, "map"), true),
        ),
      ];
    case "object":
      return !isRecord(value)
        ? []
        : [...type.props]
            .filter(([name]) => isAlone || value[name] !== undefined)
            .flatMap(([name, prop]) => walk(prop, value[name], step(place, name, "object"), true));
    case "union":
      return type.of.flatMap((one) => walk(one, value, place, false));
    case "other":
      return [];
  }
}

function step(
  { path, typePath, keys }: Place,
  key: string | number,
  inside: "list" | "map" | "object",
): Place {
  return {
    keys: [...keys, key],
    path: inside === "list" ? `${path}[${key}]` : joined(path, String(key)),
    typePath: { list: `${typePath}[]`, map: `${typePath}{}`, object: joined(typePath, String(key)) }[inside],
  };
}

function joined(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function isScalar(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    !Construct.isConstruct(value)
  );
}

/** The same props with another value in one place. */
export function withValueAt<T>(props: T, [key, ...rest]: Leaf["keys"], value: unknown): T {
  if (key === undefined) {
    return value as T;
  }
  const inner = (props as Record<string | number, unknown>)[key];
  const changed = withValueAt(inner, rest, value);
  return (
    Array.isArray(props)
      ? props.map((item: unknown, index) => (index === key ? changed : item))
      : { ...props, [key]: changed }
  ) as T;
}
