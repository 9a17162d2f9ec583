import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { dirname, join } from "node:path";

import { UserError } from "../process/user-error";

/** Git-ignored folder of the project in which local runs keep their files. */
export const LOCAL_FOLDER = ".local-aws";

/** The address of the local AWS that `npm start` runs. */
export interface RunningLocalAws {
  readonly endpoint: string;
  readonly region: string;
  /** Process id of `npm start`, for people. */
  readonly pid: number;
}

/**
 * Tells the other commands of this project where the local AWS is.
 *
 * @returns takes the announcement back
 * @throws UserError if there is one already
 */
export async function announce(projectDirectory: string, running: RunningLocalAws): Promise<() => void> {
  await refuseSecond(projectDirectory);
  const file = fileIn(projectDirectory);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(running));
  return () => {
    rmSync(file, { force: true });
  };
}

/** @throws UserError if a local AWS of this project runs already */
export async function refuseSecond(projectDirectory: string): Promise<void> {
  const other = read(projectDirectory);
  if (other !== undefined && (await isListening(other))) {
    throw new UserError(
      `A local AWS runs already (npm start, process ${other.pid}, ${other.endpoint}): use it with '-- --local', or end it with Ctrl-C first.`,
    );
  }
}

/** @throws UserError if no local AWS runs */
export async function findRunning(projectDirectory: string): Promise<RunningLocalAws> {
  const running = read(projectDirectory);
  if (running === undefined || !(await isListening(running))) {
    throw new UserError("No local AWS runs: start it with 'npm start' in another terminal.");
  }
  return running;
}

/** Whether somebody listens at the address: a busy emulator takes its time to answer, but not to accept. */
function isListening({ endpoint }: RunningLocalAws): Promise<boolean> {
  const { hostname, port } = new URL(endpoint);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => {
      resolve(false);
    });
  });
}

function read(projectDirectory: string): RunningLocalAws | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(projectDirectory), "utf8")) as RunningLocalAws;
  } catch {
    return undefined;
  }
}

function fileIn(projectDirectory: string): string {
  return join(projectDirectory, LOCAL_FOLDER, "running.json");
}
