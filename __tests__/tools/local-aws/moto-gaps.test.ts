import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { installedPythons } from "../../../tools/local-aws/find-moto";

const project = join(__dirname, "..", "..", "..");
const localAws = join(project, "tools", "local-aws");

interface Gap {
  readonly id: string;
  readonly file: string;
  readonly reason: string;
}

interface Report {
  readonly moto: string;
  readonly gaps: readonly Gap[];
  readonly findings: readonly string[];
}

const python = [...installedPythons(process.env), join(project, ".local-aws", "venv", "bin", "python")].find(
  (command) => spawnSync(command, ["-c", "import moto.server"]).status === 0,
);

if (python === undefined) {
  const reason = "no Python with moto is installed";
  if (process.env.CI === "true") {
    throw new Error(`The gaps of moto cannot be checked: ${reason}`);
  }
  describe.skip(`the gaps of moto (skipped: ${reason})`, () => {
    test("are open on plain moto", () => undefined);
  });
} else {
  describe("the gaps of moto", () => {
    let report: Report;

    beforeAll(() => {
      report = JSON.parse(check(python, localAws, "--json").stdout) as Report;
    });

    test("are all open on plain moto and closed by their patches", () => {
      expect(report.gaps).not.toHaveLength(0);
      expect(report.findings).toEqual([]);
    });

    test("have ids of their own", () => {
      const ids = report.gaps.map(({ id }) => id);

      expect(ids).toEqual([...new Set(ids)]);
    });

    test("stand in the README, each with its reason and its file", () => {
      expect(readmeGaps()).toEqual(report.gaps.map(({ id, file, reason }) => ({ id, file, reason })));
    });
  });

  describe("the check of the gaps", () => {
    test("fails when moto has mended a gap", () => {
      const { status, stdout, stderr } = checkOneGap(python, "probe = lambda self: False");

      expect(stderr).toBe("");
      expect(stdout).toMatch(
        /\nmoto \d+\.\d+\.\d+\S* has mended gap one: delete it from tools\/local-aws\/gaps\/one\.py\n$/,
      );
      expect(status).toBe(1);
    });

    test("fails when a patch does not close its gap", () => {
      const { status, stdout, stderr } = checkOneGap(python, "probe = lambda self: True");

      expect(stderr).toBe("");
      expect(stdout).toMatch(
        /\ngap one is open although patched: mend its patch in tools\/local-aws\/gaps\/one\.py\n$/,
      );
      expect(status).toBe(1);
    });

    test("fails when a probe does not fit moto", () => {
      const { status, stdout, stderr } = checkOneGap(python, "probe = lambda self: self.nothing");

      expect(stdout).toBe("");
      expect(stderr).toBe(
        `gap one cannot be probed: AttributeError("'One' object has no attribute 'nothing'"); ` +
          "mend its probe in tools/local-aws/gaps/one.py\n",
      );
      expect(status).toBe(1);
    });
  });

  describe("the emulator", () => {
    let server: ChildProcessWithoutNullStreams | undefined;

    afterEach(() => {
      server?.kill();
    });

    test("ends when its standard input ends", async () => {
      server = spawn(python, [join(localAws, "moto_gaps.py"), "-p", "0", "--exit-with-parent"]);
      await untilItServes(server);

      server.stdin.end();

      expect(await exitCode(server)).toBe(0);
    });

    test("fails when moto is not installed", () => {
      const withoutPackages = ["-S", join(localAws, "moto_gaps.py")];
      const { status, stdout, stderr } = spawnSync(python, withoutPackages, {
        encoding: "utf8",
        env: { ...process.env, PYTHONPATH: "" },
      });

      expect(stdout).toBe("");
      expect(stderr).toMatch(
        /^moto_gaps\.py: No module named '\w+'; moto is needed: python3 -m pip install 'moto\[server\]==5\.2\.1'\n$/,
      );
      expect(status).toBe(1);
    });
  });
}

/** Checks the gaps of a folder that is laid out as tools/local-aws is. */
function check(python: string, folder: string, ...flags: readonly string[]) {
  return spawnSync(python, [join(folder, "moto_gaps.py"), "--check", ...flags], { encoding: "utf8" });
}

/** Checks a gap `one`, whose class has this body, instead of the project's gaps. */
function checkOneGap(python: string, body: string) {
  const folder = mkdtempSync(join(tmpdir(), "moto-gaps-"));
  try {
    cpSync(localAws, folder, { recursive: true });
    writeFileSync(
      join(folder, "gaps", "one.py"),
      `from .gap import Gap\nclass One(Gap):\n    id = "one"\n    ${body}\n`,
    );
    writeFileSync(
      join(folder, "gaps", "__init__.py"),
      "from .one import One\nALL_GAPS = [One()]\ndef patch_moto(): pass\n",
    );
    return check(python, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The rows of the README's table of gaps. */
function readmeGaps(): Gap[] {
  const lines = readFileSync(join(localAws, "README.md"), "utf8").split("\n");
  return lines.flatMap((line) => {
    const row = /^\| `(?<id>\S+)`\s*\| (?<reason>.+?)\s*\| \[\S+\]\((?<file>gaps\/\S+)\)\s*\|$/.exec(line);
    const { id = "", reason = "", file = "" } = row?.groups ?? {};
    return row ? [{ id, reason, file: `tools/local-aws/${file}` }] : [];
  });
}

function untilItServes(server: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((resolve, reject) => {
    createInterface({ input: server.stderr }).on("line", (line) => {
      if (line.includes("Running on")) {
        resolve();
      }
    });
    server.once("exit", () => {
      reject(new Error("The emulator ended before it served."));
    });
  });
}

function exitCode(server: ChildProcessWithoutNullStreams): Promise<number | null> {
  return new Promise((resolve) => server.once("exit", resolve));
}
