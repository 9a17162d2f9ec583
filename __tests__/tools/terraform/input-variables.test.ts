import { join } from "node:path";

import { checkVariables } from "../../../tools/terraform/input-variables";
import { findTerraform } from "../../../tools/terraform/find-terraform";
import { UserError } from "../../../tools/process/user-error";
import { temporaryFolder, writeFile, writeProgram } from "../support/folders";

/** What Terraform 1.11 prints for a value that a validation refuses. */
const REFUSAL = [
  { type: "version", terraform: "1.11.4" },
  {
    type: "diagnostic",
    diagnostic: {
      severity: "error",
      summary: "Invalid value for variable",
      detail:
        "app_version must be a legal\nimage tag.\n\nThis was checked by the validation rule at variables.tf.json:1,174-175.",
      snippet: { values: [{ traversal: "var.app_version", statement: 'is "v 2"' }] },
    },
  },
];

const variables = { app_version: {}, web_version: {} };

async function check(script: string, ...values: readonly { name: string; value: string }[]): Promise<void> {
  const PATH = temporaryFolder();
  writeProgram(join(PATH, "terraform"), `test "$1" = version && echo Terraform v1.11.4 && exit\n${script}`);
  const env = { PATH };
  await checkVariables(values, { variables }, { terraform: await findTerraform(env), env });
}

describe("checkVariables", () => {
  test("lets values pass that Terraform accepts", async () => {
    await expect(check("exit 0", { name: "app_version", value: "v2" })).resolves.toBeUndefined();
  });

  test("does not ask Terraform when no value is given", async () => {
    await expect(check("exit 1")).resolves.toBeUndefined();
  });

  test("fails when there is no such variable, with those that there are", async () => {
    await expect(check("exit 0", { name: "db_version", value: "v2" })).rejects.toThrow(
      new UserError("'-var db.version=…': there is no such variable; known: app.version, web.version."),
    );
  });

  test("fails when Terraform refuses a value, in one line", async () => {
    const output = REFUSAL.map((line) => JSON.stringify(line)).join("\n");
    const file = writeFile(join(temporaryFolder(), "output"), output);

    await expect(check(`/bin/cat ${file}; exit 1`, { name: "app_version", value: "v 2" })).rejects.toThrow(
      new UserError('app_version must be a legal image tag, but var.app_version is "v 2".'),
    );
  });
});
