import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { namesIn } from "../process/names-in";
import { isRunning, markOf, type ProcessMark } from "../process/process-mark";
import { userStateFolder } from "../process/user-state-folder";

/** A run of Terraform that this project has started, as its file tells. */
export interface RunOfState {
  /** Of the command. */
  readonly pid: number;
  /** What was called, such as `npm run deploy`. */
  readonly command: string;
  readonly isAlive: boolean;
  readonly file: string;
}

/** What a run file holds. */
interface RunFile {
  readonly state: string;
  readonly command: string;
  /** The command, and the Terraform that it has started. */
  readonly processes: readonly ProcessMark[];
}

/** Notes that a run works on a state, for as long as it does: Terraform's lock names no process. */
export class RunNote {
  private readonly file: string;

  /** @param state where the state is, such as `s3://bucket/key` */
  constructor(
    private readonly state: string,
    private readonly command: string,
    private readonly folder = userStateFolder("runs"),
  ) {
    this.file = join(folder, `${process.pid}.json`);
  }

  /** Notes the Terraform that works now. */
  begin(terraform: number): void {
    const note: RunFile = {
      state: this.state,
      command: this.command,
      processes: [markOf(process.pid), markOf(terraform)],
    };
    try {
      mkdirSync(this.folder, { recursive: true });
      writeFileSync(this.file, JSON.stringify(note));
    } catch {
      // Without a home folder a lock cannot tell whether its run is alive.
    }
  }

  /** After Terraform has unlocked. */
  end(): void {
    try {
      rmSync(this.file, { force: true });
    } catch {
      // Neither could it be written.
    }
  }
}

/** The other runs on a state that this machine knows of. */
export function findRuns(state: string, folder = userStateFolder("runs")): RunOfState[] {
  return namesIn(folder).flatMap((name) => {
    const file = join(folder, name);
    const note = read(file);
    const [command] = note?.processes ?? [];
    return note === undefined || command === undefined || note.state !== state || command.pid === process.pid
      ? []
      : [{ pid: command.pid, command: note.command, isAlive: note.processes.some(isRunning), file }];
  });
}

/** Deletes what runs that have ended have left about a state: it is not locked by them any more. */
export function forgetDeadRuns(state: string, folder = userStateFolder("runs")): void {
  for (const { isAlive, file } of findRuns(state, folder)) {
    if (!isAlive) {
      rmSync(file, { force: true });
    }
  }
}

function read(file: string): RunFile | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as RunFile;
  } catch {
    return undefined;
  }
}
