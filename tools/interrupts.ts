/** Within this time a second signal is the same key press: npm passes on what the terminal sends as well. */
const ONE_PRESS_MS = 1000;

const listeners = new Set<() => void>();
let lastPress: number | undefined;

/** From now on Ctrl-C (and SIGTERM, SIGHUP) calls the listeners instead of ending this process. */
export function watchForInterrupts(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, press);
  }
  // A closed terminal must not end this process either, before it has stopped what it runs.
  process.stdout.on("error", () => undefined);
  process.stderr.on("error", () => undefined);
}

/** Whether a signal has arrived. */
export function wasInterrupted(): boolean {
  return lastPress !== undefined;
}

/** Calls the listener for every press of Ctrl-C; returns a function that takes it off again. */
export function onInterrupt(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function press(): void {
  const now = performance.now();
  const isRepeat = lastPress !== undefined && now - lastPress < ONE_PRESS_MS;
  lastPress = now;
  if (!isRepeat) {
    listeners.forEach((listener) => {
      listener();
    });
  }
}
