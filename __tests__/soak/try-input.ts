import { disableCreationStacks } from "../../modules/program/creation-stacks";
import { terraformEnvironment } from "../../tools/terraform/terraform-environment";
import { validated } from "../e2e/support/validated";
import { assertJudged, type InputKind } from "../support/random-input/assert-judged";
import { type Batches, tryBatches } from "./batches";

/** Random input is refused in whole lines, or becomes what AWS takes and Terraform takes for valid. */
export async function tryInput(
  { what, size }: Pick<Batches, "what" | "size">,
  kindOf: (seed: number) => InputKind,
): Promise<void> {
  disableCreationStacks();
  const { env } = await terraformEnvironment(process.env);
  await tryBatches({
    ...{ what, size, lanes: 2 },
    run: async (options) => {
      const kind = kindOf(options.seed);
      const { accepted, refused } = assertJudged(kind, options);
      const { invalid, leftOut } = await validated(kind, accepted, env);
      return {
        counts: {
          "accepted and valid for Terraform": accepted.length - leftOut - invalid.length,
          "accepted, not validated as they need a newer provider than the installed one": leftOut,
          refused,
        },
        wrong: invalid,
      };
    },
  });
}
