import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const folders: string[] = [];

/** A new empty folder, deleted after the tests of the file. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tools-test-")));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  folders.splice(0).forEach((folder) => {
    rmSync(folder, { recursive: true, force: true });
  });
});

/** Writes a file and the folders above it; returns its path. */
export function writeFile(path: string, content: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** Writes a shell script that can be run; returns its path. */
export function writeProgram(path: string, script: string): string {
  writeFile(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}
