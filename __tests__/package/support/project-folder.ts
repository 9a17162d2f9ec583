import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { localAws } from "../../e2e/support/describe-e2e";

const execute = promisify(execFile);

/** The packed packages, for CDKTF and for CDK Terrain. */
export function tarballs(): readonly [string, string] {
  return JSON.parse(process.env.TARBALLS ?? "[]") as [string, string];
}

/** A project of somebody who uses the package, outside of this one. */
export class ProjectFolder {
  readonly path = mkdtempSync(join(tmpdir(), "package-"));

  /** @param template a folder that it begins as. @default - an empty folder */
  constructor(template?: string) {
    if (template === undefined) {
      this.write("package.json", JSON.stringify({ private: true }));
    } else {
      cpSync(template, this.path, { recursive: true });
    }
  }

  read(file: string): string {
    return readFileSync(join(this.path, file), "utf8");
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.path, file)), { recursive: true });
    writeFileSync(join(this.path, file), text);
  }

  /** Installs packages, as a person would by their names. */
  async install(...packages: readonly string[]): Promise<void> {
    await this.run("npm", ["install", "--no-audit", "--no-fund", "--save-exact", ...packages]);
  }

  /** Runs a program; fails with its output. Returns what it prints. */
  async run(
    command: string,
    args: readonly string[],
    { folder = ".", env = {} }: { readonly folder?: string; readonly env?: NodeJS.ProcessEnv } = {},
  ): Promise<string> {
    const options = { cwd: join(this.path, folder), env: { ...localAws(), ...env }, maxBuffer: 2 ** 26 };
    try {
      return (await execute(command, args, options)).stdout;
    } catch (error) {
      const { stdout, stderr } = error as { stdout?: string; stderr?: string };
      throw new Error(`${command} ${args.join(" ")}:\n${stdout ?? ""}${stderr ?? ""}`, { cause: error });
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}
