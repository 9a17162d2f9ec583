import { rmSync } from "node:fs";
import { resolve } from "node:path";

import { LOCAL_FOLDER } from "../local-aws/running";
import type { TerraformCli } from "../terraform/terraform-cli";
import type { BootstrapTarget } from "./bootstrap-target";
import { StateInFile } from "./state-in-file";

/**
 * Makes the bucket with its state in a file, and moves the state into the bucket. What an earlier run has left goes on from
 * there: its file, and its bucket, which is taken over.
 *
 * @param isThere whether the bucket is there already
 * @param change plans, asks and applies
 */
export async function makeStateBucket(
  { prepared, address, bucket }: BootstrapTarget,
  isThere: boolean,
  terraform: TerraformCli,
  change: () => Promise<void>,
): Promise<void> {
  const { stack, local } = prepared;
  const file = resolve(local === undefined ? "" : LOCAL_FOLDER, `${stack.name}.tfstate`);
  const state = new StateInFile(stack.directory, file);
  try {
    state.begin(isThere ? { address, bucket } : undefined);
    await terraform.init({ movedState: "reconfigure" });
    await change();
    state.end();
    await terraform.init({ movedState: "migrate" });
  } catch (error) {
    state.abandon();
    throw error;
  }
  for (const moved of [file, `${file}.backup`]) {
    rmSync(moved, { force: true });
  }
}
