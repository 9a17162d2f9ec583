import { explainSystemError } from "./run-tool";

/** Nobody reads any more: the terminal was closed, or it was enough for `| head`. */
const CLOSED: ReadonlySet<string | undefined> = new Set(["EPIPE", "EIO"]);

/**
 * From now on output that cannot be written does not end this process, which may have to stop first what it runs. Unless that
 * is because nobody reads any more, the command has failed: half a report in a file must not pass for a whole one.
 */
export function watchOutput(): void {
  let isLost = false;
  process.stderr.on("error", () => undefined);
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (!isLost && !CLOSED.has(error.code)) {
      isLost = true;
      console.error(explainSystemError(error) ?? `The output cannot be written: ${error.message}.`);
    }
  });
  process.on("exit", (code) => {
    if (isLost && code === 0) {
      process.exitCode = 1;
    }
  });
}
