import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import { makePrivateFolder } from "../../../tools/process/private-folder";
import { temporaryFolder } from "../support/folders";

const source = join(__dirname, "..", "..", "..", "tools", "process", "private-folder.ts");

test("only the user may enter a private folder, and it can be removed", () => {
  const { path, remove } = makePrivateFolder("plan-", temporaryFolder());

  expect(statSync(path).mode & 0o777).toBe(0o700);
  remove();
  expect(existsSync(path)).toBe(false);
});

test.each([["the process ends"], ["the process fails"]])(
  "it is gone when %s, also below a relative TMPDIR",
  (how) => {
    const cwd = temporaryFolder();
    const end = how.endsWith("fails") ? "throw new Error()" : "";
    const program = `console.log(require(${JSON.stringify(source)}).makePrivateFolder("plan-").path); ${end}`;
    const { stdout } = spawnSync(
      process.execPath,
      ["--require", join(source, "../../../node_modules/tsx/dist/cjs/index.cjs"), "--eval", program],
      {
        cwd,
        encoding: "utf8",
        env: { PATH: process.env.PATH, TMPDIR: "." },
      },
    );

    expect(stdout.trim()).toMatch(new RegExp(`^${cwd}/plan-`));
    expect(readdirSync(cwd).filter((name) => name.startsWith("plan-"))).toEqual([]);
  },
);
