import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import { run } from "../process/child-process";
import { findExecutable } from "../process/find-executable";
import { UserError } from "../process/user-error";

const PINNED = "5.2.1";
const IMAGE = `motoserver/moto:${PINNED}`;
const REQUIREMENTS = join(__dirname, "requirements.txt");
const SERVER = join(__dirname, "moto_gaps.py");

const HOW_TO_INSTALL = `install it with python3 -m pip install "moto[server]==${PINNED}", which needs Python 3.10 or later and the network`;

/** A way to start moto's server. */
export interface MotoServer {
  /** For people: what will be started. */
  readonly description: string;
  readonly command: string;
  /** Arguments that make it serve on this port of 127.0.0.1 until its standard input ends. */
  readonly args: (port: number) => string[];
}

/** Where to look, and whom to tell about work that takes long. */
export interface FindMotoOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Folder of the private virtual environment; made only when it is needed. */
  readonly virtualEnvironment: string;
  readonly log: (line: string) => void;
}

/**
 * Finds moto 5.2 or a later 5: with the Python on `PATH` or the one of an installed `moto_server`, in a
 * private virtual environment that is made with pip if need be, else in its Docker image.
 *
 * @throws UserError if none of these is to be had
 */
export async function findMoto(options: FindMotoOptions): Promise<MotoServer> {
  const { env, virtualEnvironment, log } = options;
  const privatePython = join(virtualEnvironment, "bin", "python");
  for (const python of [...installedPythons(env), privatePython]) {
    const server = await serverOf(python, env);
    if (server !== undefined) {
      return server;
    }
  }
  const problem = await installPrivately(virtualEnvironment, env, log);
  const server = problem === undefined ? await serverOf(privatePython, env) : undefined;
  if (server !== undefined) {
    return server;
  }
  if (await hasImage(env, log)) {
    return { description: `moto ${PINNED} (Docker)`, command: "docker", args: dockerArguments };
  }
  throw new UserError(
    `The AWS emulator moto is missing, and there is no Docker to run it in: ${problem ?? HOW_TO_INSTALL}.`,
  );
}

/** Whether moto's patches (`gaps/`) are written for this version: 5.2 and later, below 6. */
export function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major === 5 && minor >= 2;
}

/** The Pythons on `PATH` and the one that an installed `moto_server` (pipx) starts with. */
export function installedPythons(env: NodeJS.ProcessEnv): string[] {
  const motoServer = findExecutable("moto_server", env);
  const interpreter = motoServer && /^#!(\S*python\S*)/.exec(readFileSync(motoServer, "utf8"))?.[1];
  return [findExecutable("python3", env), findExecutable("python", env), interpreter].filter(
    (python) => python !== undefined,
  );
}

async function serverOf(python: string, env: NodeJS.ProcessEnv): Promise<MotoServer | undefined> {
  if (!existsSync(python)) {
    return undefined;
  }
  const probe = "import sys, moto, moto.server; print(sys.executable, moto.__version__, sep='\\n')";
  const { code, stdout } = await run(python, ["-c", probe], { env });
  // The interpreter itself and not a version manager's shim, so that a signal meets the right process.
  const [command = "", version = ""] = stdout.split("\n").slice(-2);
  if (code !== 0 || !isSupported(version)) {
    return undefined;
  }
  return {
    description: `moto ${version} (${command})`,
    command,
    args: (port) => [SERVER, "-H", "127.0.0.1", "-p", String(port), "--exit-with-parent"],
  };
}

/** Returns what to do if it cannot be installed. */
async function installPrivately(
  folder: string,
  env: NodeJS.ProcessEnv,
  log: (line: string) => void,
): Promise<string | undefined> {
  const python = findExecutable("python3", env);
  if (python === undefined) {
    return "install Python 3.10 or later (https://www.python.org; on Debian and Ubuntu: apt-get install python3-venv)";
  }
  log(`installing moto ${PINNED} into ${folder} (once)`);
  let isDone = false;
  try {
    const created = await run(python, ["-m", "venv", "--clear", folder], { env });
    if (created.code !== 0) {
      // Debian's python3 comes without: https://packages.debian.org/python3-venv
      const isIncomplete = /ensurepip is not available|No module named venv/.test(
        created.stdout + created.stderr,
      );
      return isIncomplete
        ? "complete Python with 'apt-get install python3-venv', and run the command again"
        : HOW_TO_INSTALL;
    }
    const pip = ["-m", "pip", "install", "--quiet", "--requirement", REQUIREMENTS];
    isDone = (await run(join(folder, "bin", "python"), pip, { env })).code === 0;
    return isDone ? undefined : HOW_TO_INSTALL;
  } finally {
    if (!isDone) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

async function hasImage(env: NodeJS.ProcessEnv, log: (line: string) => void): Promise<boolean> {
  const docker = findExecutable("docker", env);
  if (docker === undefined) {
    return false;
  }
  if ((await run(docker, ["image", "inspect", IMAGE], { env })).code === 0) {
    return true;
  }
  log(`pulling the Docker image ${IMAGE} (once)`);
  return (await run(docker, ["pull", "--quiet", IMAGE], { env })).code === 0;
}

function dockerArguments(port: number): string[] {
  return [
    ...["run", "--rm", "--interactive", "--init"],
    ...["--publish", `127.0.0.1:${port}:5000`],
    ...["--volume", `${__dirname}:/local-aws:ro`, "--env", "PYTHONDONTWRITEBYTECODE=1"],
    ...["--entrypoint", "python", IMAGE, "/local-aws/moto_gaps.py"],
    ...["-H", "0.0.0.0", "-p", "5000", "--exit-with-parent"],
  ];
}
