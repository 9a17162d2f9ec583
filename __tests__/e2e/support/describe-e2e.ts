/** `describe` for tests that need local AWS; without it they are skipped and their name says why. */
export function describeE2e(name: string, tests: () => void): void {
  const reason = process.env.E2E_SKIPPED_BECAUSE;
  if (reason === undefined) {
    describe(name, tests);
  } else {
    describe.skip(`${name} (skipped: ${reason})`, tests);
  }
}

/** The process environment that leads to the emulator. */
export function localAws(): NodeJS.ProcessEnv {
  return JSON.parse(process.env.E2E_AWS ?? "{}") as NodeJS.ProcessEnv;
}
