/** Within this time a second signal is the same key press: npm passes on what the terminal sends as well. */
const ONE_PRESS_MS = 1000;

const PARENT_CHECK_MS = 500;

const first = new AbortController();
const second = new AbortController();
let lastPress: number | undefined;

/** Aborted by the first Ctrl-C: nothing more may be begun, and what runs comes to an orderly end. */
export const interruption: AbortSignal = first.signal;

/** Aborted by a second Ctrl-C: what runs is ended at once. */
export const insistence: AbortSignal = second.signal;

/**
 * From now on Ctrl-C (and SIGTERM, SIGHUP) aborts the signals above instead of ending this process. So does the end of
 * npm, if npm has started it: npm passes on neither SIGHUP nor, of course, SIGKILL.
 */
export function watchForInterrupts(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, press);
  }
  if (process.env.npm_lifecycle_event !== undefined) {
    watchParent();
  }
}

/** Calls the listener when the signal is aborted; returns a function that takes it off again. */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  signal.addEventListener("abort", listener, { once: true });
  return () => {
    signal.removeEventListener("abort", listener);
  };
}

function watchParent(): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) {
      clearInterval(timer);
      press();
    }
  }, PARENT_CHECK_MS);
  timer.unref();
}

function press(): void {
  const now = performance.now();
  const isRepeat = lastPress !== undefined && now - lastPress < ONE_PRESS_MS;
  lastPress = now;
  if (isRepeat) {
    return;
  }
  (first.signal.aborted ? second : first).abort();
}
