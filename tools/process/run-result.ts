/** How a child process ended. */
export interface RunResult {
  /** Exit code; 128 and more after a signal, as shells have it. */
  readonly code: number;
  /** The signal that has killed it, if one has. */
  readonly signal: NodeJS.Signals | undefined;
  readonly stdout: string;
  readonly stderr: string;
}
