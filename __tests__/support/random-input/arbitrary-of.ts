import fc from "fast-check";
import type { Description } from "../../../settings/check/description";
import { numbersFor } from "./numbers";
import { STRANGE_TEXTS, TEXTS } from "./texts";

type ObjectDescription = Extract<Description, { kind: "object" }>;

/** Names that a map has, by where it is: names that other settings refer to among them. */
const KEYS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^instances$/, ["default", "spot", "arm"]],
  [/^balancers$/, ["default", "public"]],
  [/listeners$/, ["admin", "admin-2"]],
  [/^classicBalancers$/, ["classic"]],
  [/^topics$/, ["alerts", "ops"]],
  [/^logBuckets$/, ["logs"]],
  [/^(databases|namespaces)$/, ["main"]],
  [/^repositories$|^taskRoles$/, ["shared"]],
  [/^services$/, ["web", "api"]],
  [/^daemons$/, ["agent"]],
  [/^tasks$/, ["migrate"]],
  [/volumes$/, ["data"]],
  [/connectsTo$/, ["web", "api", "nobody"]],
  [/dependsOn$/, ["cache", "web", "nobody"]],
  [/(environment|secrets|secretFiles|variables|agentConfig)$/, ["LOG_LEVEL", "ECS_LOGLEVEL", "A.B"]],
  [/systemControls$/, ["net.core.somaxconn", "kernel.panic"]],
  [/acknowledge$/, ["ECS-ACK-002"]],
  [/SubnetIds$/, ["a", "b"]],
  [/./, ["one", "Two", "three-3"]],
];

/**
 * Values of a described type. Names, numbers and texts of special form are mostly right by themselves, and may not fit to
 * each other.
 *
 * @param path of the setting: `services{}.containers[].cpu`
 */
export function arbitraryOf(description: Description, path: string): fc.Arbitrary<unknown> {
  switch (description.kind) {
    case "text": {
      const [, usual = STRANGE_TEXTS] = TEXTS.find(([pattern]) => pattern.test(path)) ?? [];
      return fc.oneof({ weight: 24, arbitrary: usual }, { weight: 1, arbitrary: STRANGE_TEXTS });
    }
    case "number":
      return numbersFor(path);
    case "boolean":
      return fc.boolean();
    case "literal":
      return fc.constant(description.value);
    case "pattern":
      return fc.constantFrom(description.like.replace("…", "ecs.instance-type"), description.like);
    case "list":
      return fc.array(arbitraryOf(description.of, `${path}[]`), { minLength: 0, maxLength: 2, size: "max" });
    case "map":
      return fc.dictionary(keysOf(path), arbitraryOf(description.of, `${path}{}`), { maxKeys: 2 });
    case "choice":
      return fc.oneof(...description.of.map((one) => arbitraryOf(one, path)));
    case "object":
      return objectOf(description, path);
    default:
      return fc.anything();
  }
}

function keysOf(path: string): fc.Arbitrary<string> {
  const [, keys] = KEYS.find(([pattern]) => pattern.test(path.replace(/\[\]|\{\}/g, ""))) ?? ["", []];
  return fc.oneof(
    { weight: 24, arbitrary: fc.constantFrom(...keys) },
    { weight: 1, arbitrary: STRANGE_TEXTS },
  );
}

/** Of optional props, which are many, an object has few: two on average. */
function objectOf({ props }: ObjectDescription, path: string): fc.Arbitrary<unknown> {
  const left = Math.max(1, Math.floor(Object.keys(props).length / 2) - 1);
  const entries = Object.entries(props).map(([key, { type, isOptional }]) => {
    const values = arbitraryOf(type, path === "" ? key : `${path}.${key}`);
    const out = { weight: left, arbitrary: fc.constant(undefined) };
    return [key, isOptional ? fc.oneof(out, { weight: 1, arbitrary: values }) : values];
  });
  return fc
    .record(Object.fromEntries(entries) as Record<string, fc.Arbitrary<unknown>>)
    .map(withoutUndefined);
}

function withoutUndefined(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
