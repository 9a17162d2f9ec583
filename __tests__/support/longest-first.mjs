// The order in which Jest runs test files: those first that allow themselves the most minutes. They mostly wait for AWS, and
// leave the processors to those that compute; begun last, they would wait alone at the end of the run.
import Sequencer from "@jest/test-sequencer";
import { readFileSync } from "node:fs";

export default class LongestFirst extends (Sequencer.default ?? Sequencer) {
  async sort(tests) {
    const minutes = new Map(tests.map(({ path }) => [path, minutesOf(path)]));
    const sorted = await super.sort(tests);
    return sorted.toSorted((a, b) => minutes.get(b.path) - minutes.get(a.path));
  }
}

/** The sum of the time limits of a file's tests, as far as they are more than usual. */
function minutesOf(path) {
  const limits = readFileSync(path, "utf8").matchAll(/(\d+) \* MINUTES/g);
  return [...limits].reduce((sum, [, minutes]) => sum + Number(minutes), 0);
}
