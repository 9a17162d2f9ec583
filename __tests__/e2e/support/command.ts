import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { EnvironmentSettings } from "../../../settings";
import { localAws } from "./describe-e2e";

const project = resolve(__dirname, "../../..");

/** How a command has ended. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder in which the commands work, against the emulator as if it were an account. */
export class CommandFolder {
  private readonly folder = mkdtempSync(join(tmpdir(), "e2e-command-"));

  /** @param program its path in this project. @default - `main.ts`, with an environment of the folder's own */
  constructor(private readonly program?: string) {
    symlinkSync(join(project, "node_modules"), join(this.folder, "node_modules"));
    // --app is split at spaces, which the path of the project may have.
    symlinkSync(project, join(this.folder, "project"));
    writeFileSync(join(this.folder, "cdktf.json"), JSON.stringify({ app: this.app, language: "typescript" }));
  }

  /**
   * A folder whose `main.ts` knows one environment, which is like `acc`; its name is that of the project, too.
   *
   * @param settings where it differs from `acc`
   */
  static ofEnvironment(name: string, settings: Partial<EnvironmentSettings> = {}): CommandFolder {
    const commands = new CommandFolder();
    const { folder } = commands;
    for (const source of ["modules", "settings", "stacks"]) {
      symlinkSync(join(project, source), join(folder, source));
    }
    copyFileSync(join(project, "main.ts"), join(folder, "main.ts"));
    mkdirSync(join(folder, "environments"));
    writeFileSync(
      join(folder, "environments", `${name}.ts`),
      `import { acc } from "../project/environments/acc";\nexport const ${name} = { ...acc, ...${JSON.stringify({ project: name, ...settings })} };\n`,
    );
    const context = { environment: name, "app.version": "v1" };
    writeFileSync(join(folder, "cdktf.json"), JSON.stringify({ app: "npx tsx main.ts", context }));
    return commands;
  }

  /** The command that synthesizes. */
  get app(): string {
    return `node --import tsx project/${this.program ?? "main.ts"}`;
  }

  get path(): string {
    return this.folder;
  }

  /** The environment of commands: that of the emulator, with run files of their own. */
  get env(): NodeJS.ProcessEnv {
    return { ...localAws(), XDG_STATE_HOME: join(this.folder, "state") };
  }

  /** Runs `npm run <line>`, split at spaces; `onOutput` gets all output so far, `env` changes the environment. */
  run(
    line: string,
    onOutput?: (child: ChildProcess, text: string) => void,
    env: NodeJS.ProcessEnv = {},
  ): Promise<Outcome> {
    const args = [
      join(project, "tools/main.mjs"),
      ...line.split(" "),
      ...(this.program === undefined ? [] : ["--app", this.app]),
    ];
    const child = spawn(process.execPath, args, {
      cwd: this.folder,
      env: { ...this.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (text: Buffer) => {
      stdout += text.toString();
      onOutput?.(child, stdout);
    });
    child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
    return new Promise((done) => {
      child.once("close", (code) => {
        done({ code, stdout, stderr });
      });
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
