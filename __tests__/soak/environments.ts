import { disableCreationStacks } from "../../modules/program/creation-stacks";
import { terraformEnvironment } from "../../tools/terraform/terraform-environment";
import { validated } from "../e2e/support/validated";
import { assertEnvironments } from "../support/random-environments/assert-environments";
import { tryBatches } from "./batches";

/** Random environments are refused in whole lines, or become what AWS takes and Terraform takes for valid. */
async function soakEnvironments(): Promise<void> {
  disableCreationStacks();
  const { env } = await terraformEnvironment(process.env);
  await tryBatches({
    what: "random environments",
    size: 50,
    lanes: 2,
    run: async (options) => {
      const { accepted, refused } = assertEnvironments(options);
      const { invalid, leftOut } = await validated(accepted, env);
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

void soakEnvironments();
