import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import { userStateFolder } from "../process/user-state-folder";
import type { Message } from "../terraform/messages";
import { journalName } from "./unsaved-state";

/** What is known of one resource of an apply: a line of the journal. */
export interface JournalEntry {
  readonly address: string;
  readonly action: string;
  /** `planned` if the command was killed, and nobody knows how far Terraform has come without it. */
  readonly step: "planned" | "begun" | "completed" | "failed";
  /** Terraform's id of it, where it has one by then. */
  readonly id?: string;
  /** RFC 3339. */
  readonly at: string;
}

/** The line that ends an apply whose end was seen. */
const SEEN = { seen: true };

const STEPS: Readonly<Partial<Record<string, JournalEntry["step"]>>> = {
  apply_start: "begun",
  apply_complete: "completed",
  apply_errored: "failed",
};

/**
 * What applies have begun and completed since a state was last known to be whole. Terraform writes a state in S3 every 20
 * seconds at most (https://github.com/hashicorp/terraform/pull/32680), so that one which is killed leaves resources that
 * its state does not know. The journal is in a folder of the user's, where neither a crash nor a synthesis touches it, and
 * is gone when an apply has ended well.
 */
export class Journal {
  private readonly file: string;
  private readonly hasEarlierRuns: boolean;

  /** @param state where the state is, such as `s3://bucket/key` */
  constructor(
    state: string,
    private readonly folder = userStateFolder("journals"),
  ) {
    this.file = join(folder, `${journalName(state)}.jsonl`);
    this.hasEarlierRuns = this.entries.length > 0;
  }

  /** Before an apply that makes these: what Terraform says is lost if this very process is killed. */
  begin(addresses: readonly string[]): void {
    const at = new Date().toISOString();
    addresses.forEach((address) => {
      this.write({ address, action: "create", step: "planned", at });
    });
  }

  /** After an apply that this process has seen the end of, a good one or not: all that was begun was noted. */
  see(): void {
    this.write(SEEN);
  }

  /** Notes what a message tells of a resource. */
  accept(message: Message): void {
    const { type, hook } = message;
    const step = STEPS[type];
    if (step === undefined || hook === undefined) {
      return;
    }
    this.write({
      address: hook.resource.addr,
      action: hook.action,
      step,
      id: hook.id_value,
      at: message["@timestamp"] ?? new Date().toISOString(),
    });
  }

  /** After an apply that has ended well. What earlier ones have left stays until it was looked for. */
  end(): void {
    if (!this.hasEarlierRuns) {
      this.remove();
    }
  }

  /** After everything was found, or is to be forgotten. */
  remove(): void {
    rmSync(this.file, { force: true });
  }

  /** The oldest first; none if the last apply has ended well. */
  get entries(): JournalEntry[] {
    if (!existsSync(this.file)) {
      return [];
    }
    const lines = readFileSync(this.file, "utf8")
      .split("\n")
      .flatMap((line) => parse(line) ?? []);
    const lastSeen = lines.map((line) => "seen" in line).lastIndexOf(true);
    return lines.filter(
      (line, index): line is JournalEntry => "step" in line && (line.step !== "planned" || index > lastSeen),
    );
  }

  private write(line: JournalEntry | typeof SEEN): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    appendFileSync(this.file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
  }
}

/** Undefined for a line that is cut off, by a full disk say. */
function parse(line: string): JournalEntry | typeof SEEN | undefined {
  try {
    return line === "" ? undefined : (JSON.parse(line) as JournalEntry | typeof SEEN);
  } catch {
    return undefined;
  }
}
