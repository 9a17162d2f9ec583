import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { createStateBucket } from "../../tools/local-aws/state-bucket";
import { CommandFolder } from "./support/command";
import { describeE2e, localAws } from "./support/describe-e2e";

const MINUTES = 60_000;
const NAME = "one-cluster";
const execute = promisify(execFile);
const cdktf = resolve(__dirname, "../../node_modules/.bin/cdktf");

describeE2e("without the commands of this project, on local AWS", () => {
  const folder = new CommandFolder("__tests__/e2e/programs/one-cluster.ts");
  const env = (): NodeJS.ProcessEnv => ({ ...folder.env, CI: "true" });

  beforeAll(() => createStateBucket(localAws().AWS_ENDPOINT_URL ?? "", `${NAME}-states`, "eu-west-1"));

  afterAll(() => {
    folder.remove();
  });

  /** Runs the CDKTF CLI, which must not ask the registry for anything. */
  async function run(...args: readonly string[]): Promise<string> {
    const { stdout } = await execute(cdktf, [...args, "--skip-provider-lock"], {
      cwd: folder.path,
      env: env(),
    });
    return stdout;
  }

  test(
    "cdktf deploys, terraform plans in the synthesized folder, and our plan finds the same state",
    async () => {
      await run("deploy", "--auto-approve");
      const planned = await execute(
        localAws().TERRAFORM_BINARY_NAME ?? "terraform",
        ["plan", "-input=false", "-no-color", "-detailed-exitcode"],
        { cwd: join(folder.path, "cdktf.out/stacks", NAME), env: env() },
      );
      const ours = await folder.run("plan --json");

      expect(planned.stdout).toContain("No changes. Your infrastructure matches the configuration.");
      expect(JSON.parse(ours.stdout)).toMatchObject({ add: 0, change: 0, destroy: 0 });
      expect(await run("diff")).toContain("No changes.");
    },
    4 * MINUTES,
  );

  test(
    "cdktf destroys what it has deployed",
    async () => {
      await run("destroy", "--auto-approve");
      const { stdout } = await folder.run("plan --json");

      expect(JSON.parse(stdout)).toMatchObject({ add: 2, destroy: 0 });
    },
    3 * MINUTES,
  );
});
