import { Construct } from "constructs";
import { TerraformVariable, Token } from "cdktf";
import { InputError } from "../../modules/core";
import { synthesizeStack } from "../support/synth";
import { type Baseline, BASELINES } from "./support/baselines";
import { Fixture } from "./support/fixture";
import { type Leaf, type LeafKind, leafPaths, leavesOf, withValueAt } from "./support/leaves";
import { type PublicConstruct, publicConstructs } from "./support/public-constructs";

/** Their props are checked by the constructs that make them, each of which is tried with the same props. */
const CHECKED_BY_OTHERS = ["StepAlarms", "TaskDefinition"];

const constructs = publicConstructs().filter(({ name }) => !CHECKED_BY_OTHERS.includes(name));

/**
 * For every place in the props of every construct: a value that only Terraform knows is taken, or refused with a line
 * that names the prop. Booleans and constructs are left out, since there are no tokens of them.
 */
describe("a token as a prop", () => {
  test("is tried with every construct that modules export", () => {
    expect(Object.keys(BASELINES).sort()).toEqual(constructs.map(({ name }) => name).sort());
  });

  test.each(constructs)("is tried with props of $name that are right without it", ({ name }) => {
    const { build, variants } = baselineOf(name);

    for (const variant of variants(new Fixture()).keys()) {
      const fixture = new Fixture();
      const synthesize = () => {
        build(fixture, variants(fixture)[variant] ?? {});
        synthesizeStack(fixture.stack);
      };
      expect(synthesize).not.toThrow();
    }
  });

  test.each(constructs)("is tried at every place of $name", (construct) => {
    expect(untried(construct)).toEqual([]);
  });

  test.each(constructs)("is taken by $name, or refused by name", (construct) => {
    const failures = trialsOf(construct).flatMap((trial) => failureOf(construct, trial) ?? []);

    expect(failures).toEqual([]);
  });
});

function baselineOf(name: string): Baseline {
  const baseline = BASELINES[name];
  if (baseline === undefined) {
    throw new Error(`${name} has no baseline: add one in support/baselines.ts`);
  }
  return baseline;
}

/** One place of the props, in one of the baseline's variants. */
interface Trial {
  readonly variant: number;
  readonly leaf: Leaf;
}

/** One trial for each place of the type; rather one where the baseline has a value, which goes with the others. */
function trialsOf({ name, props }: PublicConstruct): Trial[] {
  const found = new Map<string, Trial>();
  const variants = baselineOf(name).variants(new Fixture());
  for (const [variant, value] of variants.entries()) {
    for (const leaf of leavesOf(props, value)) {
      const key = keyOf(leaf);
      if (!found.has(key) || (leaf.isThere && found.get(key)?.leaf.isThere !== true)) {
        found.set(key, { variant, leaf });
      }
    }
  }
  return [...found.values()];
}

/** Places of the type that no variant of the baseline reaches. Below a construct there is nothing to try. */
function untried(construct: PublicConstruct): string[] {
  const { name, props } = construct;
  const tried = trialsOf(construct).map(({ leaf }) => keyOf(leaf));
  const variants = baselineOf(name).variants(new Fixture());
  const below = variants.flatMap((value) => constructPaths(value)).map((path) => `${path}.`);
  return leafPaths(props).filter(
    (path) => !tried.includes(path) && !below.some((one) => path.startsWith(one)),
  );
}

function keyOf({ typePath, kind }: Leaf): string {
  return `${typePath}: ${kind}`;
}

/** Where there are constructs in props, as paths of the type. */
function constructPaths(value: unknown, path = ""): string[] {
  if (Construct.isConstruct(value)) {
    return [path];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item) => constructPaths(item, `${path}[]`));
  }
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, item]) => [
        ...constructPaths(item, path === "" ? key : `${path}.${key}`),
        ...constructPaths(item, `${path}{}`),
      ])
    : [];
}

/** What is wrong with how a construct treats a token; `undefined` if nothing is. */
function failureOf({ name }: PublicConstruct, { variant, leaf }: Trial): string | undefined {
  const baseline = baselineOf(name);
  const fixture = new Fixture();
  const props = baseline.variants(fixture)[variant] ?? {};
  const about = `${leaf.path} (${leaf.kind})`;
  try {
    baseline.build(fixture, withValueAt(props, leaf.keys, tokenOf(fixture, leaf.kind)));
    const json = JSON.stringify(synthesizeStack(fixture.stack).json);
    return PLACEHOLDER.test(json)
      ? `${about}: is synthesized with ${PLACEHOLDER.exec(json)?.[0] ?? ""}`
      : undefined;
  } catch (error) {
    if (!InputError.isInputError(error)) {
      return `${about}: ${String(error).split("\n", 1)[0] ?? ""}`;
    }
    const lines = error.message.split("\n");
    const isRefusal = lines.every((line) => refuses(line, leaf.path));
    return isRefusal && !PLACEHOLDER.test(error.message) ? undefined : `${about}: ${error.message}`;
  }
}

/** Whether a line says that the prop, what it is in, or what an inner construct makes of it under its name, must be known. */
function refuses(line: string, path: string): boolean {
  const [, prop = ""] = /: '([^']*)' must be known at synthesis, got /.exec(line) ?? [];
  const isPropOrAround = path === prop || path.startsWith(`${prop}.`) || path.startsWith(`${prop}[`);
  return prop !== "" && (isPropOrAround || path.split(".").at(-1) === prop.split(".").at(-1));
}

function tokenOf({ stack }: Fixture, kind: LeafKind): unknown {
  const type = { string: "string", number: "number", list: "list(string)", map: "map(string)" }[kind];
  const variable = new TerraformVariable(stack, "token", { type });
  return {
    string: () => variable.stringValue,
    number: () => variable.numberValue,
    list: () => variable.listValue,
    map: () => Token.asStringMap(variable.value),
  }[kind]();
}

/** What CDKTF puts in place of a value that only Terraform knows, whole or in pieces. */
const PLACEHOLDER = /TfToken|TOKEN\.\d|-1\.\d+e\+2\d\d|Map Token Value/;
