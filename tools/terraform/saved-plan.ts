import { makePrivateFolder, type PrivateFolder } from "../process/private-folder";
import { chmodSync } from "node:fs";
import { join } from "node:path";

import { type Diagnostic, diagnosticsIn, type Message } from "./messages";

/** What a plan does to one resource. */
export interface PlannedAction {
  readonly address: string;
  readonly type: string;
  /** `create`, `update`, `replace`, `delete`, `read`, `move`, `import`, `forget` */
  readonly action: string;
}

/** A file for a plan. It holds secrets: only this user may read it, and it is gone when this process ends. */
export class PlanFile {
  private readonly folder: PrivateFolder = makePrivateFolder("plan");
  readonly path = join(this.folder.path, "plan");

  /** After Terraform has written it. */
  protect(): void {
    chmodSync(this.path, 0o600);
  }

  remove(): void {
    this.folder.remove();
  }
}

/** A plan that Terraform has made: applied as it is, or thrown away. */
export class SavedPlan {
  /**
   * @param hasChanges whether applying it would change anything: resources, outputs or the state
   * @param messages what Terraform said while it planned
   */
  constructor(
    readonly file: PlanFile,
    readonly hasChanges: boolean,
    private readonly messages: readonly Message[],
  ) {}

  /** What it does, in Terraform's order. */
  get actions(): PlannedAction[] {
    return this.messages.flatMap(({ type, change }) =>
      type === "planned_change" && change !== undefined
        ? [{ address: change.resource.addr, type: change.resource.resource_type, action: change.action }]
        : [],
    );
  }

  /** How many resources it adds, changes and removes, all together. */
  get size(): number {
    const summary = this.messages.find(({ type }) => type === "change_summary")?.changes;
    return summary === undefined ? 0 : summary.add + summary.change + summary.remove;
  }

  get warnings(): Diagnostic[] {
    return diagnosticsIn(this.messages, "warning");
  }

  remove(): void {
    this.file.remove();
  }
}
