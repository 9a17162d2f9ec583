import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import { UserError } from "../process/user-error";
import { userStateFolder } from "../process/user-state-folder";
import type { Diagnostic, Message } from "../terraform/messages";
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

/** A resource whose making Ctrl-C has cut short: AWS has refused nothing. */
interface Cancellation {
  readonly cancelled: string;
}

/** The line that ends an apply whose end was seen. */
const SEEN = { seen: true };

type Line = JournalEntry | Cancellation | typeof SEEN;

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
  /** Whether all is noted that was to be. */
  private isWhole = true;

  /** @param state where the state is, such as `s3://bucket/key` */
  constructor(
    state: string,
    private readonly folder = userStateFolder("journals"),
  ) {
    this.file = join(folder, `${journalName(state)}.jsonl`);
    this.hasEarlierRuns = this.entries.length > 0;
  }

  /**
   * Before an apply that makes these: what Terraform says is lost if this very process is killed.
   *
   * @throws UserError if there is no place for a journal
   */
  begin(addresses: readonly string[]): void {
    const at = new Date().toISOString();
    const planned = addresses.map((address) => ({ address, action: "create", step: "planned", at }) as const);
    try {
      this.write(...planned);
    } catch (error) {
      throw new UserError(
        `The journal, which tells what a run has made that is killed, cannot be written (${(error as Error).message}): name a folder that can be in XDG_STATE_HOME. Nothing was changed.`,
      );
    }
  }

  /** After an apply that this process has seen the end of, a good one or not: all that was begun was noted. */
  see(): void {
    try {
      if (this.isWhole) {
        this.write(SEEN);
      }
    } catch {
      // Then all that was planned is looked for, which is only more than needed.
    }
  }

  /**
   * Notes what a message tells of a resource.
   *
   * @throws Error if it cannot, because the disk is full, say
   */
  accept(message: Message): void {
    const { type, hook, diagnostic } = message;
    if (diagnostic?.address !== undefined && isCancellation(diagnostic)) {
      this.write({ cancelled: diagnostic.address });
      return;
    }
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
    const { lines } = this;
    const lastSeen = lines.map((line) => "seen" in line).lastIndexOf(true);
    return lines.filter(
      (line, index): line is JournalEntry => "step" in line && (line.step !== "planned" || index > lastSeen),
    );
  }

  /** Addresses of resources that Ctrl-C has met while they were made. */
  get cancelled(): Set<string> {
    return new Set(this.lines.flatMap((line) => ("cancelled" in line ? [line.cancelled] : [])));
  }

  private get lines(): Line[] {
    return existsSync(this.file)
      ? readFileSync(this.file, "utf8")
          .split("\n")
          .flatMap((line) => parse(line) ?? [])
      : [];
  }

  private write(...lines: readonly Line[]): void {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      appendFileSync(this.file, text, { mode: 0o600 });
    } catch (error) {
      this.isWhole = false;
      throw error;
    }
  }
}

/** Undefined for a line that is cut off, by a full disk say. */
function parse(line: string): Line | undefined {
  try {
    return line === "" ? undefined : (JSON.parse(line) as Line);
  } catch {
    return undefined;
  }
}

/** Terraform's provider gives up waiting with the error of Go's contexts: https://pkg.go.dev/context#pkg-variables */
function isCancellation({ severity, summary, detail = "" }: Diagnostic): boolean {
  return severity === "error" && `${summary} ${detail}`.includes("context canceled");
}
