import { chmodSync, existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";

import { findMoto, installedPythons, isSupported } from "../../../tools/local-aws/find-moto";
import { UserError } from "../../../tools/process/user-error";
import { temporaryFolder, writeFile, writeProgram } from "../support/folders";

/** A Python that answers the probe like one that can import this moto, and cannot make environments. */
const withMoto = (version: string) => `test "$1" = -c && echo "$0" && echo ${version}`;
const WITHOUT_MOTO = "echo \"No module named 'moto'\" >&2; exit 1";

/** Makes a virtual environment, in which pip installs moto, or fails to. */
const withVenv = (pip: "works" | "fails") => `
case "$2" in
  venv) mkdir -p "$4/bin" && cp "$0" "$4/bin/python" ;;
  pip) ${pip === "works" ? 'touch "$0.moto"' : "exit 1"} ;;
  *) test -e "$0.moto" && echo "$0" && echo 5.2.1 ;;
esac`;

function find(programs: Readonly<Record<string, string>>, others: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(others)) {
    writeFile(join(folder, name), content);
    chmodSync(join(folder, name), 0o755);
  }
  for (const [name, script] of Object.entries(programs)) {
    writeProgram(join(folder, name), script);
  }
  for (const tool of ["mkdir", "cp", "touch"]) {
    symlinkSync(join("/bin", tool), join(folder, tool));
  }
  const log: string[] = [];
  const virtualEnvironment = join(folder, "venv");
  const found = findMoto({ env: { PATH: folder }, virtualEnvironment, log: (line) => log.push(line) });
  return { folder, virtualEnvironment, found, log };
}

describe("findMoto", () => {
  test("takes the Python on PATH that has moto", async () => {
    const { folder, found, log } = find({ python3: withMoto("5.2.1") });
    const server = await found;

    expect(server.description).toBe(`moto 5.2.1 (${folder}/python3)`);
    expect(server.command).toBe(join(folder, "python3"));
    expect(server.args(4000)).toEqual([
      join(__dirname, "..", "..", "..", "tools", "local-aws", "moto_gaps.py"),
      ...["-H", "127.0.0.1", "-p", "4000", "--exit-with-parent"],
    ]);
    expect(log).toEqual([]);
  });

  test("takes the Python that an installed moto_server starts with", async () => {
    const python = writeProgram(join(temporaryFolder(), "python-of-pipx"), withMoto("5.2.1"));
    const { found } = find({ python3: WITHOUT_MOTO }, { moto_server: `#!${python}\n` });

    expect((await found).command).toBe(python);
  });

  test("makes a private virtual environment where no Python has moto", async () => {
    const { virtualEnvironment, found, log } = find({ python3: withVenv("works") });

    expect((await found).command).toBe(join(virtualEnvironment, "bin", "python"));
    expect(log).toEqual([`installing moto 5.2.1 into ${virtualEnvironment} (once)`]);
  });

  test("takes the Docker image where pip cannot install moto, and leaves nothing behind", async () => {
    const { virtualEnvironment, found } = find({ python3: withVenv("fails"), docker: "exit 0" });
    const server = await found;

    expect(server.description).toBe("moto 5.2.1 (Docker)");
    expect(server.args(4000).join(" ")).toContain("--publish 127.0.0.1:4000:5000");
    expect(existsSync(virtualEnvironment)).toBe(false);
  });

  test("pulls the Docker image where it is missing", async () => {
    const { found, log } = find({ docker: 'test "$1" = pull' });

    expect((await found).command).toBe("docker");
    expect(log).toEqual(["pulling the Docker image motoserver/moto:5.2.1 (once)"]);
  });

  const install =
    'install it with python3 -m pip install "moto[server]==5.2.1", which needs Python 3.10 or later and the network';
  test.each([
    [
      "there is neither Python nor Docker",
      {},
      "install Python 3.10 or later (https://www.python.org; on Debian and Ubuntu: apt-get install python3-venv)",
    ],
    [
      "Python comes without venv, as Debian's does",
      { python3: 'test "$2" = venv && echo "ensurepip is not available" >&2; exit 1' },
      "complete Python with 'apt-get install python3-venv', and run the command again",
    ],
    ["neither pip nor Docker works", { python3: withVenv("fails"), docker: "exit 1" }, install],
    ["moto is too old and pip does not work", { python3: withMoto("4.2.14") }, install],
  ])("fails when %s", async (_, programs, hint) => {
    await expect(find(programs).found).rejects.toThrow(
      new UserError(`The AWS emulator moto is missing, and there is no Docker to run it in: ${hint}.`),
    );
  });
});

describe("installedPythons", () => {
  test("reads the interpreter of moto_server, but not a shell's", () => {
    const folder = temporaryFolder();
    const motoServer = writeProgram(join(folder, "moto_server"), "");
    expect(installedPythons({ PATH: folder })).toEqual([]);

    writeFile(motoServer, "#!/opt/pipx/venvs/moto/bin/python3.12\n");
    expect(installedPythons({ PATH: folder })).toEqual(["/opt/pipx/venvs/moto/bin/python3.12"]);
  });
});

test.each([
  ["5.1.22", false],
  ["5.2.0", true],
  ["5.10.0", true],
  ["6.0.0", false],
  ["", false],
])("isSupported knows for which versions the patches are: %j", (version, expected) => {
  expect(isSupported(version)).toBe(expected);
});
