import { spawn } from "node:child_process";
import { hostname } from "node:os";
import { join } from "node:path";

import { findRuns, forgetDeadRuns, RunNote } from "../../../tools/terraform/run-file";
import { describeLock, livenessOf } from "../../../tools/terraform/state-lock";
import { temporaryFolder, writeFile } from "../support/folders";

const STATE = "s3://states/acc.tfstate";
const lock = {
  ID: "1",
  Who: `ann@${hostname()}`,
  Operation: "OperationTypePlan",
  Created: "2026-11-21T08:00:00.5Z",
};

/** The file of a run by other processes: those that live, and one that has ended. */
function runFile(folder: string, state: string, ...pids: readonly number[]): void {
  const processes = pids.map((pid) => ({ pid, begin: beginOf(folder, pid) }));
  writeFile(
    join(folder, `${pids[0] ?? 0}.json`),
    JSON.stringify({ state, command: "npm run deploy", processes }),
  );
}

/** When a living process began, as a run notes it. */
function beginOf(folder: string, pid: number): string | undefined {
  const scratch = join(folder, "..", "scratch");
  const note = new RunNote("scratch", "", scratch);
  note.begin(pid);
  const { processes } = jest.requireActual<{ processes: { begin?: string }[] }>(
    join(scratch, `${process.pid}.json`),
  );
  note.end();
  jest.resetModules();
  return processes[1]?.begin;
}

describe("a run file", () => {
  const sleeper = spawn("sleep", ["60"]);
  const alive = sleeper.pid ?? 0;
  /** No process has it: Linux counts to 4194304 at most. */
  const ended = 4_194_305;

  afterAll(() => sleeper.kill());

  test("tells of the run of another process on the same state, and whether it is alive", () => {
    const folder = join(temporaryFolder(), "runs");
    runFile(folder, STATE, ended);
    runFile(folder, "s3://states/prod.tfstate", alive);

    expect(findRuns(STATE, folder)).toMatchObject([
      { pid: ended, command: "npm run deploy", isAlive: false },
    ]);
    expect(findRuns("s3://states/prod.tfstate", folder)).toMatchObject([{ pid: alive, isAlive: true }]);
  });

  test("tells that a run is alive whose Terraform goes on without it", () => {
    const folder = join(temporaryFolder(), "runs");
    runFile(folder, STATE, ended, alive);

    expect(findRuns(STATE, folder)).toMatchObject([{ isAlive: true }]);
  });

  test("does not take another process for the run that had its id before", () => {
    const folder = join(temporaryFolder(), "runs");
    const processes = [{ pid: alive, begin: "1" }];
    writeFile(join(folder, "1.json"), JSON.stringify({ state: STATE, command: "", processes }));

    expect(findRuns(STATE, folder)).toMatchObject([{ isAlive: false }]);
  });

  test("is not about this run itself, and is gone when that has ended", () => {
    const folder = join(temporaryFolder(), "runs");
    const note = new RunNote(STATE, "npm run plan", folder);
    note.begin(alive);

    expect(findRuns(STATE, folder)).toEqual([]);
    note.end();
    expect(findRuns(STATE, folder)).toEqual([]);
  });

  test("is forgotten when the state is found unlocked, unless the run is alive", () => {
    const folder = join(temporaryFolder(), "runs");
    runFile(folder, STATE, ended);
    runFile(folder, STATE, alive);
    forgetDeadRuns(STATE, folder);

    expect(findRuns(STATE, folder)).toMatchObject([{ pid: alive }]);
  });

  test("that cannot be written stops nobody", () => {
    const file = writeFile(join(temporaryFolder(), "file"), "");

    expect(() => {
      new RunNote(STATE, "", join(file, "runs")).begin(alive);
    }).not.toThrow();
    expect(findRuns(STATE, join(file, "runs"))).toEqual([]);
  });
});

describe("a lock says", () => {
  const run = { pid: 4711, command: "npm run deploy", file: "" };
  const sentence = (runs: Parameters<typeof livenessOf>[2], who = lock.Who) =>
    describeLock(
      "acc",
      { ...lock, Who: who },
      livenessOf({ ...lock, Who: who }, STATE, runs),
      "npm run unlock",
    );

  test.each([
    [
      "that its run is alive",
      [
        { ...run, isAlive: false },
        { ...run, isAlive: true },
      ],
      "that run is alive (process 4711, 'npm run deploy'): try again when it is done.",
    ],
    [
      "that its run has ended",
      [{ ...run, isAlive: false }],
      "that run ('npm run deploy') has ended without unlocking: clear the lock with 'npm run unlock'.",
    ],
    [
      "that its run is not known",
      [],
      "whether that run is alive is not known here: if it is not, clear the lock with 'npm run unlock'.",
    ],
  ])("%s", (_, runs, ending) => {
    expect(sentence(runs)).toBe(
      `The state of 'acc' is locked by ${lock.Who} since 2026-11-21 08:00:00 UTC, for a plan; ${ending}`,
    );
  });

  test("nothing about runs on another machine", () => {
    expect(sentence([{ ...run, isAlive: true }], "ann@elsewhere")).toContain("is not known here");
  });
});
