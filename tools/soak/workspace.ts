import { type ChildProcess, spawn } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { constants, tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { announce } from "../local-aws/running";
import { isRunning, type ProcessMark } from "../process/process-mark";

const project = resolve(__dirname, "../..");

/** How a command has ended. */
export interface Outcome {
  /** The exit code, as a shell tells it of a command that a signal has ended, too. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder in which the commands of this project deploy a program to one local AWS, with nothing of other runs. */
export class Workspace {
  private constructor(
    private readonly folder: string,
    private readonly program: string,
  ) {}

  /** @param program its path in this project */
  static async make(program: string, endpoint: string): Promise<Workspace> {
    const folder = mkdtempSync(join(tmpdir(), "soak-"));
    symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
    // --app is split at spaces, which the path of the project may have.
    symlinkSync(project, join(folder, "project"));
    writeFileSync(join(folder, "cdktf.json"), JSON.stringify({ context: {} }));
    mkdirSync(join(folder, ".local-aws"));
    await announce(folder, { endpoint, region: "eu-west-1", pid: process.pid });
    return new Workspace(folder, program);
  }

  /** Writes a file into the folder in which the program is run. */
  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  /** Runs `npm run <line>` on the local AWS; the line is split at spaces. */
  run(line: string, onStart?: (child: ChildProcess) => void): Promise<Outcome> {
    const app = `node --import tsx project/${this.program}`;
    const args = [join(project, "tools/main.mjs"), ...line.split(" "), "--local", "--app", app];
    const child = spawn(process.execPath, args, {
      cwd: this.folder,
      env: {
        ...process.env,
        XDG_STATE_HOME: join(this.folder, "state"),
        AWS_MAX_ATTEMPTS: "3",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    onStart?.(child);
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (text: Buffer) => (stdout += text.toString()));
    child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
    return new Promise((done) => {
      child.once("close", (code, signal) => {
        done({ code: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), stdout, stderr });
      });
    });
  }

  /** Kills the Terraform that works now, as lack of memory would. */
  killTerraform(): void {
    const runs = join(this.folder, "state/ecs-terraform-cdk/runs");
    for (const name of readdirSync(runs)) {
      const { processes } = JSON.parse(readFileSync(join(runs, name), "utf8")) as {
        processes: readonly ProcessMark[];
      };
      const [, terraform] = processes;
      if (terraform !== undefined && isRunning(terraform)) {
        process.kill(terraform.pid, "SIGKILL");
      }
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
