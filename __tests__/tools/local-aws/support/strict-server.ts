import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { installedPythons } from "../../../../tools/local-aws/find-moto";

const project = join(__dirname, "..", "..", "..", "..");
export const SERVER = join(project, "tools", "local-aws", "moto_gaps.py");

const privatePython = join(project, ".local-aws", "venv", "bin", "python");
const python = [...installedPythons(process.env), privatePython].find(
  (command) => spawnSync(command, ["-c", "import moto.server"]).status === 0,
);

/** `describe` for tests that need a Python with moto; without one they are skipped and their name says so. */
export function describeWithMoto(name: string, tests: (python: string) => void): void {
  if (python !== undefined) {
    describe(name, () => {
      tests(python);
    });
  } else if (process.env.CI === "true") {
    throw new Error("The local AWS cannot be tested: no Python with moto is installed");
  } else {
    describe.skip(`${name} (skipped: no Python with moto is installed)`, () => {
      test("is strict", () => undefined);
    });
  }
}

/** The local AWS, without what takes long to load and no test here needs. */
export class StrictServer {
  private constructor(
    readonly endpoint: string,
    private readonly child: ChildProcessWithoutNullStreams,
  ) {}

  static async start(python: string, environment: NodeJS.ProcessEnv = {}): Promise<StrictServer> {
    const child = spawn(python, [SERVER, "-H", "127.0.0.1", "-p", "0", "--exit-with-parent"], {
      env: {
        ...process.env,
        MOTO_IAM_LOAD_MANAGED_POLICIES: "false",
        MOTO_EC2_LOAD_DEFAULT_AMIS: "false",
        ...environment,
      },
    });
    return new StrictServer(await addressOf(child), child);
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.stdin.end();
    await ended;
  }
}

function addressOf(child: ChildProcessWithoutNullStreams): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stderr }).on("line", (line) => {
      const address = /Running on (http:\S+)/.exec(line)?.[1];
      if (address !== undefined) {
        resolve(address);
      }
    });
    child.once("exit", () => {
      reject(new Error("The local AWS ended before it served."));
    });
  });
}
