import { readdirSync } from "node:fs";

/** What is in a folder; nothing if it is not there, or not ours to read. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
