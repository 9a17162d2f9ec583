import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { PassThrough } from "node:stream";

import { terraformEnvironment } from "../terraform/terraform-environment";
import { pause } from "../process/pause";
import { UserError } from "../process/user-error";
import { localAwsEnvironment, withoutAws } from "./environment";
import { findMoto, type MotoServer } from "./find-moto";
import { createStateBucket } from "./state-bucket";

const START_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 5_000;

/** How to start a local AWS. */
export interface LocalAwsOptions {
  /** The project's folder; moto may be installed into its `.local-aws/`. @default - the current folder */
  readonly projectDirectory?: string;
  /** Region of the environment. @default "eu-west-1" */
  readonly region?: string;
  /** The environment to start from. @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** Gets a line before work that takes long. @default - nobody is told */
  readonly log?: (line: string) => void;
  /** File that gets moto's log. @default - only its last lines are kept, for error messages */
  readonly logFile?: string;
}

/** An AWS emulator on this machine, for as long as this process runs. */
export interface LocalAws {
  /** Such as `http://127.0.0.1:40123`. */
  readonly endpoint: string;
  readonly region: string;
  readonly pid: number;
  /** What runs, for people. */
  readonly description: string;
  /** The process environment for Terraform, CDKTF and the AWS CLI; it leads to the emulator only. */
  readonly env: NodeJS.ProcessEnv;
  /** Makes the versioned bucket for Terraform's state. */
  readonly createStateBucket: (bucket: string) => Promise<void>;
  /** Settles when the emulator has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends the emulator and waits until it has gone. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts moto's server on a free port of 127.0.0.1 and waits until it answers. It ends with `stop()` and,
 * whatever happens, with this process.
 *
 * @throws UserError if moto, Terraform or the provider is missing, or moto ends before it answers
 */
export async function startLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  const { projectDirectory = process.cwd(), region = "eu-west-1", env = process.env, logFile } = options;
  const forTerraform = await terraformEnvironment(env);
  const server = await findMoto({
    env,
    virtualEnvironment: join(projectDirectory, ".local-aws", "venv"),
    log: options.log ?? (() => undefined),
  });
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  // A profile of the user's that is wrong would end it.
  const { child, lastLine } = startServer(server, port, withoutAws(env), logFile);
  try {
    await untilItAnswers(child, endpoint, lastLine);
  } catch (error) {
    await stop(child);
    throw error;
  }
  return {
    endpoint,
    region,
    pid: child.pid ?? 0,
    description: server.description,
    env: localAwsEnvironment(forTerraform.env, { endpoint, region }),
    createStateBucket: (bucket) => createStateBucket(endpoint, bucket, region),
    ended: endOf(child),
    stop: () => stop(child),
  };
}

function startServer(server: MotoServer, port: number, env: NodeJS.ProcessEnv, logFile?: string) {
  // Detached: Ctrl-C must not end it before Terraform has stopped. It ends when its standard input does.
  const child = spawn(server.command, server.args(port), { env, detached: true, stdio: "pipe" });
  child.on("error", () => undefined); // seen by untilItAnswers as a child without a process id
  let lastLine = "";
  const output = new PassThrough();
  child.stdout.pipe(output, { end: false });
  child.stderr.pipe(output, { end: false });
  createInterface({ input: output }).on("line", (line) => {
    lastLine = line.trim() === "" ? lastLine : line.trim();
  });
  if (logFile !== undefined) {
    // A log that cannot be written, because the disk is full, say, stops nobody.
    output.pipe(createWriteStream(logFile).on("error", () => output.resume()));
  }
  return { child, lastLine: () => lastLine };
}

async function untilItAnswers(child: ChildProcess, endpoint: string, lastLine: () => string): Promise<void> {
  const deadline = performance.now() + START_DEADLINE_MS;
  while (!(await answers(endpoint))) {
    if (child.pid === undefined || hasEnded(child)) {
      throw new UserError(`The AWS emulator ended before it answered: ${lastLine()}`);
    }
    if (performance.now() > deadline) {
      throw new UserError(
        `The AWS emulator does not answer at ${endpoint} within ${START_DEADLINE_MS / 1000} s: ${lastLine()}`,
      );
    }
    await pause(100);
  }
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    const answer = await fetch(`${endpoint}/moto-api/`, { signal: AbortSignal.timeout(START_DEADLINE_MS) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  child.stdin?.end();
  const killer = setTimeout(() => child.kill("SIGKILL"), STOP_DEADLINE_MS);
  await endOf(child);
  clearTimeout(killer);
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.pid === undefined || hasEnded(child)) {
      resolve();
    } else {
      child.once("exit", () => {
        resolve();
      });
    }
  });
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  });
}
