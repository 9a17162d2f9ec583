import { renameSync, rmSync, writeFileSync } from "node:fs";

/** Gives a file another text at once, so that it is never half-written. */
export function replaceFile(file: string, text: string): void {
  const draft = `${file}.new`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}
