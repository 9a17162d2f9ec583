import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import type { PreparedStack } from "../terraform/prepared-stack";
import type { Candidate } from "./candidate";
import type { StackBlocks } from "./stack-blocks";

const STACK_FILE = "cdk.tf.json";

/**
 * A folder beside that of the synthesized stack, as deep, with what is in it and import blocks besides: what a run that is
 * killed leaves there is in nobody's way.
 */
export class RecoveryFolder {
  private readonly directory: string;

  constructor(
    private readonly prepared: PreparedStack,
    private readonly blocks: StackBlocks,
  ) {
    this.directory = `${prepared.stack.directory}-recovery`;
    this.remove();
    mkdirSync(this.directory);
    for (const name of readdirSync(prepared.stack.directory).filter((one) => one !== STACK_FILE)) {
      symlinkSync(join("..", basename(prepared.stack.directory), name), join(this.directory, name));
    }
  }

  /** The stack as Terraform finds it in the folder. */
  get stack(): PreparedStack {
    return { ...this.prepared, stack: { ...this.prepared.stack, directory: this.directory } };
  }

  /**
   * Makes Terraform import resources, and change none
   * (https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#ignore_changes).
   *
   * @param changeable addresses that Terraform may plan to change, because its provider refuses not to
   */
  write(candidates: readonly Candidate[], changeable: ReadonlySet<string>): void {
    // https://developer.hashicorp.com/terraform/language/import
    const imports = candidates.map(({ address, importId }) => ({ to: address, id: importId }));
    writeFileSync(join(this.directory, "import.tf.json"), JSON.stringify({ import: imports }));
    const stack = this.blocks.withLifecycle((address, lifecycle) =>
      changeable.has(address) ? lifecycle : { ...lifecycle, ignore_changes: "all" },
    );
    writeFileSync(join(this.directory, STACK_FILE), JSON.stringify(stack));
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
