import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const entry = join(__dirname, "..", "..", "..", "tools", "main.mjs");
const HELP = [entry, "plan", "--help"];

(existsSync("/dev/full") ? test : test.skip)(
  "a command fails when its output cannot be written, with one line (where there is /dev/full)",
  () => {
    const script = '"$0" "$@" > /dev/full';
    const { status, stderr } = spawnSync("/bin/sh", ["-c", script, process.execPath, ...HELP], {
      encoding: "utf8",
    });

    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `The disk is full (ENOSPC write): free some space, here or in ${tmpdir()}, and run the command again.\n`,
    });
  },
);

test("that nobody reads its output any more is no failure", async () => {
  const child = spawn(process.execPath, HELP, { stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.destroy();
  let stderr = "";
  child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});
