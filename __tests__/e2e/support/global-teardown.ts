import "./global-setup";

/** Ends the emulator. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.stopLocalAws?.();
}
