import { disableCreationStacks } from "../../modules/program/creation-stacks";
import { type RandomLife, randomLife } from "../support/random-input/random-life";
import { tryBatches } from "./batches";
import { liveThrough } from "./life";
import { limitOf } from "./local-aws-limits";

disableCreationStacks();

/** Random environments are deployed to local AWSes, changed and destroyed. */
void tryBatches({
  what: "lives of random environments",
  size: 1,
  lanes: 4,
  run: async ({ seed }) => {
    const life = randomLife(seed);
    const problem = await liveThrough(life);
    const limit = problem && limitOf(problem);
    if (problem !== undefined && limit === undefined) {
      return { counts: {}, wrong: [programOf(life, problem)] };
    }
    return { counts: { [limit ?? "lived to the end"]: 1 }, wrong: [] };
  },
});

/** A test that fails until what is wrong with a life is mended. */
function programOf(life: RandomLife, problem: string): string {
  return [
    problem,
    "",
    'test("…", async () => {',
    `  const life = ${JSON.stringify(life, undefined, 2).replaceAll("\n", "\n  ")};`,
    "",
    "  await expect(liveThrough(life)).resolves.toBeUndefined();",
    "});",
  ].join("\n");
}
