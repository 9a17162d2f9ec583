import { spawn } from "node:child_process";

import { run } from "../process/child-process";
import { findExecutable } from "../process/find-executable";
import { UserError } from "../process/user-error";

/** Programs with the same commands; the first that is there is taken. */
const ENGINES = ["docker", "podman", "finch"];

/** Builds images and pushes them. */
export class ContainerEngine {
  private constructor(private readonly program: string) {}

  /** Undefined if there is none on this machine. */
  static find(env: NodeJS.ProcessEnv): ContainerEngine | undefined {
    const found = ENGINES.find((name) => findExecutable(name, env) !== undefined);
    return found === undefined ? undefined : new ContainerEngine(found);
  }

  async signIn(registry: string, user: string, password: string): Promise<void> {
    const args = ["login", "--username", user, "--password-stdin", registry];
    // Only this way no other program on the machine can see the password.
    const child = spawn(this.program, args, { stdio: ["pipe", "ignore", "inherit"] });
    child.stdin.end(password);
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject).once("close", resolve);
    });
    if (code !== 0) {
      throw new UserError(`'${this.program} login ${registry}' has failed: is its daemon running?`);
    }
  }

  /** @param folder with the Dockerfile */
  async buildAndPush(image: string, folder: string): Promise<void> {
    // The instances are of this architecture, whatever this machine is.
    await this.run(["build", "--platform", "linux/amd64", "--tag", image, folder]);
    await this.run(["push", image]);
  }

  /** What the registry has made of an image that was pushed: `sha256:…`. */
  async digestOf(image: string): Promise<string> {
    const args = ["image", "inspect", "--format", "{{index .RepoDigests 0}}", image];
    return (await this.run(args)).trim().replace(/^.*@/, "");
  }

  private async run(args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await run(this.program, args, { env: process.env });
    if (code !== 0) {
      throw new UserError(`'${[this.program, ...args].join(" ")}' has failed: ${stderr.trim()}`);
    }
    return stdout;
  }
}
