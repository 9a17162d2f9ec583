import type { IConstruct } from "constructs";
import { InputError } from "./validation-error";

const KEPT = Symbol.for("ecs-terraform-cdk.report");

type Root = IConstruct & { [KEPT]?: string[] };

/**
 * Runs `build` and keeps what it refuses for the report of {@link assertValid}, so that one run tells about every
 * service, task and group of a stack.
 *
 * @returns what `build` returns; `undefined` if its input was refused
 */
export function attempt<T>(scope: IConstruct, build: () => T): T | undefined {
  try {
    return build();
  } catch (error) {
    if (!InputError.isInputError(error)) {
      throw error;
    }
    const root: Root = scope.node.root;
    (root[KEPT] ??= []).push(...error.message.split("\n").filter((line) => line !== ""));
    return undefined;
  }
}

/** Ends an {@link attempt} without a report: what it needs is refused, and reported, itself. */
export function unavailable(): never {
  throw new InputError("");
}

/** Whether the input of some construct has been refused: what seems to be missing in the program may be that construct. */
export function isIncomplete(scope: IConstruct): boolean {
  return ((scope.node.root as Root)[KEPT] ?? []).length > 0;
}

/**
 * Runs the checks that constructs have registered for rules about several of them, before anything is written.
 *
 * @throws InputError with everything that is wrong with the program, a line each, sorted by the construct's path
 */
export function assertValid(root: IConstruct): void {
  const kept = (root.node.root as Root)[KEPT] ?? [];
  const found = root.node.findAll().flatMap((construct) => construct.node.validate());
  const lines = [...new Set([...kept, ...found])];
  if (lines.length > 0) {
    throw new InputError(lines.sort(byPath).join("\n"));
  }
}

/** Lines about one construct stay in the order in which they were found. */
function byPath(one: string, other: string): number {
  const [a, b] = [pathOf(one), pathOf(other)];
  return a < b ? -1 : Number(a > b);
}

function pathOf(line: string): string {
  return line.slice(0, line.indexOf(": "));
}
