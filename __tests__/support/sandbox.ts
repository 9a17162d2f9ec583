import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Folders of an instance or container that scripts write to; in a sandbox they are elsewhere. */
const SYSTEM_FOLDERS = ["/etc/", "/opt/", "/passwords/", "/run/", "/usr/local/lib/"];
const STUBS = ["aws", "curl", "dnf", "docker", "mariadb", "mysql", "psql", "sleep", "systemctl", "tee"];

/** One command that a script ran: its name and its arguments, as it received them. */
export type Call = readonly [command: string, ...args: string[]];

/** A folder in which scripts for instances and containers run, with stubs that record how they are called in place of commands. */
export class Sandbox {
  readonly root = mkdtempSync(join(tmpdir(), "sandbox-"));
  private readonly commands = join(this.root, "commands");
  private readonly record = join(this.root, "calls");

  /** @param answers bash for some of the stubs: what they print, and with what they exit */
  constructor(answers: Readonly<Record<string, string>> = {}) {
    mkdirSync(this.commands);
    mkdirSync(join(this.root, "etc/ecs"), { recursive: true });
    for (const command of STUBS) {
      this.install(join(this.commands, command), answers[command]);
    }
    this.install(this.path("/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl"));
  }

  /** Runs a script that is meant for an instance or container; `status` is its exit code. */
  run(script: string, env: Readonly<Record<string, string>> = {}): { status: number | null; stderr: string } {
    const file = join(this.root, "script");
    writeFileSync(file, this.relocate(script));
    const { status, stderr } = spawnSync("bash", [file], {
      encoding: "utf8",
      env: {
        PATH: `${this.commands}:${process.env.PATH ?? ""}`,
        RECORD: this.record,
        ROOT: this.root,
        ...env,
      },
    });
    return { status, stderr };
  }

  /** What was called so far, in order. */
  get calls(): Call[] {
    const fields = existsSync(this.record) ? readFileSync(this.record, "utf8").split("\0") : [];
    const calls: Call[] = [];
    for (let at = 0; at + 1 < fields.length;) {
      const [command = "", count = "0"] = fields.slice(at, at + 2);
      const end = at + 2 + Number(count);
      calls.push([command, ...fields.slice(at + 2, end)]);
      at = end;
    }
    return calls;
  }

  /** The calls of one command. */
  callsOf(command: string): Call[] {
    return this.calls.filter(([name]) => name === command);
  }

  /** A file that the instance would have at `path`. */
  read(path: string): string {
    return readFileSync(this.path(path), "utf8");
  }

  write(path: string, content: string): void {
    writeFileSync(this.path(path), content);
  }

  path(path: string): string {
    return join(this.root, path);
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }

  private relocate(script: string): string {
    return SYSTEM_FOLDERS.reduce((text, folder) => {
      return text.replaceAll(new RegExp(`(?<![\\w/])${folder}`, "g"), `${this.root}${folder}`);
    }, script);
  }

  private install(file: string, answer = ""): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/bash\nprintf '%s\\0' "\${0##*/}" "$#" "$@" >>"$RECORD"\n${answer}\n`);
    chmodSync(file, 0o755);
  }
}

/** Lints scripts; without shellcheck (`apt-get install shellcheck`), only CI insists on it. */
export function shellcheck(script: string, shell: "bash" | "sh" = "bash"): void {
  const { status, stdout, error } = spawnSync("shellcheck", [`--shell=${shell}`, "-"], {
    input: script,
    encoding: "utf8",
  });
  if (error === undefined) {
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  } else if (process.env.CI === "true") {
    throw new Error("shellcheck is needed in CI: apt-get install shellcheck");
  } else {
    process.stderr.write("Not linted, since shellcheck is not installed: apt-get install shellcheck\n");
  }
}
