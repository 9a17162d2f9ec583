import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";

import { clientConfig } from "../aws/aws-client";
import type { RunningLocalAws } from "../local-aws/running";
import { run } from "../process/child-process";
import { insistence, interruption } from "../process/interrupts";
import { pause } from "../process/pause";
import type { RunResult } from "../process/run-result";
import { UserError } from "../process/user-error";
import type { ContainerEngine } from "./container-engine";
import type { LoadResult } from "./load-generator";

/** The program that describes the environment. */
export const APP = "node --import tsx stacks/acceptance/main.ts";
const ENTRY = join(__dirname, "..", "main.mjs");
const POLL_MS = 5000;

/** What a run is about. */
export interface RunOptions {
  /** Name of the environment. */
  readonly name: string;
  readonly region: string;
  /** Undefined on an account. */
  readonly local: RunningLocalAws | undefined;
  readonly engine: ContainerEngine | undefined;
  /** Gets `acceptance.log`: all that the commands print. */
  readonly folder: string;
}

/** One run: what steps do something with, and what they leave to later ones. */
export class AcceptanceRun {
  /** The address of the service, once it is deployed. */
  url: string | undefined;
  /** Of the requests during the deployment of a new version. */
  load: LoadResult | undefined;
  private abort: AbortSignal = interruption;

  private readonly log: string;

  constructor(readonly options: RunOptions) {
    mkdirSync(options.folder, { recursive: true });
    this.log = join(options.folder, "acceptance.log");
    // What cannot be written shall be known before anything is made.
    appendFileSync(this.log, "");
  }

  get name(): string {
    return this.options.name;
  }

  /** For clients of the AWS SDK. */
  get clientConfig(): ReturnType<typeof clientConfig> {
    return clientConfig(this.options.region, this.options.local);
  }

  /** Where Terraform keeps the state. */
  get stateBucket(): string {
    return `${this.name}-terraform-state`;
  }

  /** From now on only a second Ctrl-C stops. */
  goOnAfterInterrupt(): void {
    this.abort = insistence;
  }

  /** Runs a command of this project for the environment, as `npm run` does, to its end, whether good or bad. */
  async npm(command: string, ...args: readonly string[]): Promise<RunResult> {
    const { name, region, local } = this.options;
    const where = [
      "-c",
      `name=${name}`,
      "-c",
      `region=${region}`,
      ...(local === undefined ? [] : ["--local"]),
    ];
    const line = [command, ...args, "--app", APP, ...where];
    appendFileSync(this.log, `\n$ npm run ${command} -- ${line.slice(1).join(" ")}\n`);
    return run(process.execPath, [ENTRY, ...line], {
      env: process.env,
      abort: this.abort,
      onLine: (text) => {
        appendFileSync(this.log, `${text}\n`);
      },
    });
  }

  /** The same. Returns what it prints. @throws UserError unless it ends with 0 */
  async succeed(command: string, ...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.npm(command, ...args);
    if (code !== 0) {
      throw new UserError(`'npm run ${command}' ended with ${code}: ${stderr.trim()}`);
    }
    return stdout;
  }

  /**
   * Looks again and again until something is found.
   *
   * @param problem what is wrong as long as it is not found
   * @throws UserError with the problem after the time
   */
  async until<T>(problem: () => string, minutes: number, look: () => Promise<T | undefined>): Promise<T> {
    const deadline = performance.now() + minutes * 60_000;
    for (;;) {
      const found = await look();
      if (found !== undefined) {
        return found;
      }
      if (performance.now() > deadline) {
        throw new UserError(`After ${minutes} minutes: ${problem()}.`);
      }
      await pause(POLL_MS, this.abort);
    }
  }
}
