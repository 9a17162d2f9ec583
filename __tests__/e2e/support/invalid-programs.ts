import { type AcceptedEnvironment, isForInstalledProvider } from "../../support/random-environments/accepted";
import { programOf } from "../../support/random-environments/assert-environments";
import { settingsOf } from "../../support/random-environments/random-environment";
import { validateTogether } from "./validate-together";

/**
 * What Terraform does not take for valid, as programs to paste into a test; empty if nothing. Environments that need a newer
 * provider than the installed one are left out.
 */
export async function invalidPrograms(accepted: readonly AcceptedEnvironment[]): Promise<string> {
  const valid = accepted.filter(({ stack }) => isForInstalledProvider(stack));
  const errors = await validateTogether(valid.map(({ stack }) => stack));
  return [...errors]
    .map(([index, problems]) => {
      const environment = valid[index]?.environment;
      const settings = environment && settingsOf(environment);
      return programOf(settings, { kind: "wrong", problems }, JSON.stringify(environment?.edits));
    })
    .join("\n\n");
}
