import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyMutant, type Mutant } from "./mutants";

/** What became of a mutant: `timed out` if the tests did not end, which is noticed too. */
export type Outcome = "killed" | "timed out" | "survived";

interface TestOptions {
  readonly workers: number;
  /** In milliseconds; without it the tests may take as long as they like. */
  readonly timeout?: number;
}

/** A copy of the project in which one mutant at a time is tried. */
export class Sandbox {
  private readonly folder = mkdtempSync(join(tmpdir(), "mutation-"));

  constructor(project: string) {
    const list = ["ls-files", "--cached", "--others", "--exclude-standard"];
    const files = execFileSync("git", list, { cwd: project, encoding: "utf8" }).trim().split("\n");
    for (const file of files) {
      cpSync(join(project, file), join(this.folder, file));
    }
    symlinkSync(join(project, "node_modules"), join(this.folder, "node_modules"));
  }

  /** Runs the unit tests on a mutant, for at most `timeout` milliseconds. */
  async run(mutant: Mutant, timeout: number): Promise<Outcome> {
    const path = join(this.folder, mutant.file);
    const text = readFileSync(path, "utf8");
    writeFileSync(path, applyMutant(mutant, text));
    try {
      return await this.test([mutant.file], { workers: 1, timeout });
    } finally {
      writeFileSync(path, text);
    }
  }

  /** Runs the unit tests that import any of the files, those of the files' own modules first, until one fails. */
  test(files: readonly string[], { workers, timeout }: TestOptions): Promise<Outcome> {
    const args = ["--selectProjects", "unit", "--ci", "--bail", "--silent", `--maxWorkers=${workers}`];
    const sequencer = join(this.folder, "tools/mutation/nearest-first.mjs");
    const jest = spawn(
      process.execPath,
      [
        "node_modules/jest/bin/jest.js",
        ...args,
        "--testSequencer",
        sequencer,
        "--findRelatedTests",
        ...files,
      ],
      {
        cwd: this.folder,
        env: { ...process.env, MUTATED: files.join(",") },
        stdio: "ignore",
        timeout,
        killSignal: "SIGKILL",
      },
    );
    return new Promise((resolve, reject) => {
      jest.once("error", reject);
      jest.once("close", (code) => {
        resolve(code === null ? "timed out" : code === 0 ? "survived" : "killed");
      });
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
