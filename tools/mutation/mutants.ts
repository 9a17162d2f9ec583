import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A place in a file; lines and columns count from 0. */
interface Position {
  readonly line: number;
  readonly column: number;
}

/** A small change of the source, such as `>` for `>=`, that some test should notice. */
export interface Mutant {
  /** Path in the project. */
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
  readonly replacement: string;
}

/** All mutants of some files of a project that Stryker knows to make, in the files' order. */
export async function findMutants(project: string, files: readonly string[]): Promise<Mutant[]> {
  const { Instrumenter } = await import("@stryker-mutator/instrumenter");
  const silent = () => undefined;
  const logger = { debug: silent, info: silent, warn: silent, isDebugEnabled: () => false };
  const { mutants } = await new Instrumenter(logger as never).instrument(
    files.map((name) => ({ name, mutate: true, content: readFileSync(join(project, name), "utf8") })),
    { plugins: null, excludedMutations: [], ignorers: [] },
  );
  return mutants.map(({ fileName, location: { start, end }, replacement }) => ({
    file: fileName,
    start,
    end,
    replacement,
  }));
}

/** The text of a mutant's file with its change made. */
export function applyMutant({ start, end, replacement }: Mutant, text: string): string {
  return text.slice(0, offset(text, start)) + replacement + text.slice(offset(text, end));
}

/** The text that a mutant replaces. */
export function originalText({ start, end }: Mutant, text: string): string {
  return text.slice(offset(text, start), offset(text, end));
}

function offset(text: string, { line, column }: Position): number {
  const lines = text.split("\n").slice(0, line);
  return lines.reduce((sum, { length }) => sum + length + 1, column);
}

/** The items in an order that a seed determines: Fisher-Yates with the numbers of mulberry32. */
export function shuffle<T>(items: readonly T[], seed: number): T[] {
  const random = randomNumbers(seed);
  const rest = [...items];
  return items.flatMap(() => rest.splice(Math.floor(random() * rest.length), 1));
}

function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
