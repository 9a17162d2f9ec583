import { readFileSync } from "node:fs";

/** A process, and when it began: process ids are used again. */
export interface ProcessMark {
  readonly pid: number;
  /** @default - it is not known */
  readonly begin?: string;
}

export function markOf(pid: number): ProcessMark {
  return { pid, begin: beginOf(pid) };
}

/** Whether that very process still runs. */
export function isRunning({ pid, begin }: ProcessMark): boolean {
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
