import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

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

/** A process, and when it began: process ids are used again. */
interface ProcessMark {
  readonly pid: number;
  readonly begin: string | undefined;
}

/** Notes that a run works on a state, for as long as it does: Terraform's lock names no process. */
export class RunNote {
  private readonly file: string;

  /** @param state where the state is, such as `s3://bucket/key` */
  constructor(
    private readonly state: string,
    private readonly command: string,
    private readonly folder = runFolder(),
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

  /** After Terraform has ended by itself, and so has unlocked. */
  end(): void {
    rmSync(this.file, { force: true });
  }
}

/** The other runs on a state that this machine knows of. */
export function findRuns(state: string, folder = runFolder()): RunOfState[] {
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
export function forgetDeadRuns(state: string, folder = runFolder()): void {
  for (const { isAlive, file } of findRuns(state, folder)) {
    if (!isAlive) {
      rmSync(file, { force: true });
    }
  }
}

/** https://specifications.freedesktop.org/basedir-spec/latest/ */
function runFolder(): string {
  const { XDG_STATE_HOME = "", HOME = homedir() } = process.env;
  const base = XDG_STATE_HOME === "" ? join(HOME, ".local", "state") : XDG_STATE_HOME;
  return join(base, "ecs-terraform-cdk", "runs");
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(file: string): RunFile | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as RunFile;
  } catch {
    return undefined;
  }
}

function markOf(pid: number): ProcessMark {
  return { pid, begin: beginOf(pid) };
}

function isRunning({ pid, begin }: ProcessMark): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // It may be somebody else's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return begin === undefined || begin === beginOf(pid);
}

/** When a process began, in the kernel's own clock; undefined where there is no /proc. See proc_pid_stat(5). */
function beginOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold spaces; the start time is the 22nd field, the 20th after it.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}
