// The order in which Jest runs tests for a mutant: those of its own module first, since they are the likeliest to fail;
// then the others, short files first. Those that start programs take longest, and come last.
import Sequencer from "@jest/test-sequencer";
import { statSync } from "node:fs";
import { dirname, join } from "node:path";

const mutated = (process.env.MUTATED ?? "").split(",");
const own = mutated.map((file) => `/${join("__tests__", dirname(file).replace(/^modules\//, ""))}/`);
const SLOW = /\/__tests__\/(tools|examples|stacks)\/|\/__tests__\/[^/]+$/;

export default class NearestFirst extends (Sequencer.default ?? Sequencer) {
  sort(tests) {
    const rank = ({ path }) => (own.some((folder) => path.includes(folder)) ? 0 : SLOW.test(path) ? 2 : 1);
    return [...tests].sort((a, b) => rank(a) - rank(b) || statSync(a.path).size - statSync(b.path).size);
  }
}
