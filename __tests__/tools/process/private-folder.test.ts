import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";

import { makePrivateFolder } from "../../../tools/process/private-folder";
import { temporaryFolder } from "../support/folders";

const source = join(__dirname, "..", "..", "..", "tools", "process", "private-folder.ts");

const TSX = ["--require", join(source, "../../../node_modules/tsx/dist/cjs/index.cjs")];

/** A program that makes a private folder and ends. */
function making(parent: string): string {
  return `require(${JSON.stringify(source)}).makePrivateFolder("plan", ${JSON.stringify(parent)})`;
}

test("only the user may enter a private folder, and it can be removed", () => {
  const { path, remove } = makePrivateFolder("plan", temporaryFolder());

  expect(statSync(path).mode & 0o777).toBe(0o700);
  remove();
  expect(existsSync(path)).toBe(false);
});

test.each([["the process ends"], ["the process fails"]])(
  "it is gone when %s, also below a relative TMPDIR",
  (how) => {
    const cwd = temporaryFolder();
    const end = how.endsWith("fails") ? "throw new Error()" : "";
    const program = `console.log(require(${JSON.stringify(source)}).makePrivateFolder("plan").path); ${end}`;
    const { stdout } = spawnSync(process.execPath, [...TSX, "--eval", program], {
      cwd,
      encoding: "utf8",
      env: { PATH: process.env.PATH, TMPDIR: "." },
    });

    expect(stdout.trim()).toMatch(new RegExp(`^${cwd}/ecs-terraform-cdk-.*-plan-`));
    expect(readdirSync(cwd).filter((name) => name.includes("-plan-"))).toEqual([]);
  },
);

test("what a process has left that was killed is removed by the next one, and that of a living process is not", () => {
  const parent = temporaryFolder();
  const endless = `require(${JSON.stringify(source)}).makePrivateFolder("plan", ${JSON.stringify(parent)}); process.kill(process.pid, "SIGKILL")`;
  const { signal } = spawnSync(process.execPath, [...TSX, "--eval", endless], { encoding: "utf8" });
  const [left] = readdirSync(parent);
  const one = spawnSync(process.execPath, [...TSX, "--eval", making(parent)], { encoding: "utf8" });
  const mine = makePrivateFolder("plan", parent);
  const two = spawnSync(process.execPath, [...TSX, "--eval", making(parent)], { encoding: "utf8" });

  expect([signal, one.status, two.status]).toEqual(["SIGKILL", 0, 0]);
  expect(left).toContain("-plan-");
  expect(readdirSync(parent)).toEqual([basename(mine.path)]);
  mine.remove();
});
