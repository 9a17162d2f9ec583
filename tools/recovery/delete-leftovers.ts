import { copyFileSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { makePrivateFolder } from "../process/private-folder";
import type { PreparedStack } from "../terraform/prepared-stack";
import { TerraformCli } from "../terraform/terraform-cli";
import { TerraformState } from "../terraform/terraform-state";
import { StepReporter } from "../terminal/step-reporter";
import type { Candidate } from "./candidate";
import { StackBlocks } from "./stack-blocks";

/**
 * Deletes resources that the state does not know, the last begun first. Terraform takes each into a state of its own, in a
 * temporary folder, and destroys it there.
 */
export async function deleteLeftovers(
  candidates: readonly Candidate[],
  prepared: PreparedStack,
  report: StepReporter,
): Promise<void> {
  const { stack, subject } = prepared;
  const { path, remove } = makePrivateFolder("recovery");
  try {
    const main = join(path, "cdk.tf.json");
    const { providerJson } = StackBlocks.of(stack.directory);
    writeFileSync(main, JSON.stringify(providerJson));
    shareProviders(stack.directory, path);
    const apart = {
      ...prepared,
      stack: { ...stack, directory: path },
      // Its state is nobody else's, and is gone with the folder.
      subject: { ...subject, state: path, isTemporary: true },
    };
    const state = new TerraformState(apart);
    const terraform = new TerraformCli(apart, new StepReporter({ write: () => undefined }));
    await report.step("Preparing Terraform", () => terraform.init());
    for (const { address, type, resolvedId } of [...candidates].reverse()) {
      await report.step(`Deleting ${subject.describe(address)}`, async () => {
        // https://developer.hashicorp.com/terraform/cli/import/usage: the block may be empty.
        const resource = { [type]: { leftover: {} } };
        writeFileSync(main, JSON.stringify({ ...providerJson, resource }));
        await state.import(`${type}.leftover`, resolvedId);
        writeFileSync(main, JSON.stringify(providerJson));
        const plan = await terraform.plan();
        await terraform.apply(plan, { title: `Deleting ${address}` });
        plan.remove();
      });
    }
  } finally {
    remove();
  }
}

/** Spares `terraform init` to fetch the provider once more. */
function shareProviders(from: string, to: string): void {
  const lock = ".terraform.lock.hcl";
  if (existsSync(join(from, lock))) {
    copyFileSync(join(from, lock), join(to, lock));
  }
  mkdirSync(join(to, ".terraform"));
  const providers = resolve(from, ".terraform", "providers");
  if (existsSync(providers)) {
    symlinkSync(providers, join(to, ".terraform", "providers"));
  }
}
