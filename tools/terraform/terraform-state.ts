import { interruption } from "../process/interrupts";
import type { PreparedStack } from "./prepared-stack";
import { forgetDeadRuns } from "./run-file";
import { TerraformProcess } from "./terraform-process";

/** What Terraform knows of the resources of a synthesized stack, after `init`. Nothing here changes a resource. */
export class TerraformState {
  private readonly process: TerraformProcess;

  constructor(private readonly prepared: PreparedStack) {
    this.process = new TerraformProcess(prepared, interruption);
  }

  /** As `terraform state pull` prints it; empty where there never was one. */
  async pull(): Promise<State> {
    const { stdout } = await this.process.succeed(["state", "pull"]);
    return stdout.trim() === "" ? { lineage: "", resources: [] } : (JSON.parse(stdout) as State);
  }

  /** Makes a file the state. */
  async push(file: string): Promise<void> {
    await this.process.succeed(["state", "push", file], { locks: true });
  }

  /** Takes a resource that there is into it. */
  async import(address: string, id: string): Promise<void> {
    await this.process.succeed(["import", "-input=false", "-no-color", address, id], { locks: true });
  }

  /** Makes it forget a resource, which stays as it is. */
  async forget(address: string): Promise<void> {
    await this.process.succeed(["state", "rm", address], { locks: true });
  }

  /** Makes Terraform keep a resource that it would make anew, because its making did not end well. */
  async untaint(address: string): Promise<void> {
    await this.process.succeed(["untaint", address], { locks: true });
  }

  /** Clears the lock with this id. */
  async unlock(id: string): Promise<void> {
    await this.process.succeed(["force-unlock", "-force", id]);
    forgetDeadRuns(this.prepared.subject.state);
  }
}

/** Version 4 of Terraform's state, as far as it is needed. */
export interface State {
  /** Empty in a state that was never written. */
  readonly lineage: string;
  readonly resources: readonly StateResource[];
}

export interface StateResource {
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly instances: readonly StateInstance[];
}

export interface StateInstance {
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Of an older object, which is to be destroyed and is not the one at the address any more. */
  readonly deposed?: string;
  /** Tainted if its making did not end well. */
  readonly status?: "tainted";
  /** Whether Terraform replaces it by making the new one first. */
  readonly create_before_destroy?: boolean;
}
