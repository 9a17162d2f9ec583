import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { describeE2e, localAws } from "./support/describe-e2e";

const MINUTES = 60_000;
const execute = promisify(execFile);
const project = resolve(__dirname, "../..");

/** Linux's way to run a program in a network that has no connection at all. */
const UNSHARE = ["--map-root-user", "--net"];
const canCutOff = spawnSync("unshare", [...UNSHARE, "true"]).status === 0;
if (!canCutOff && process.env.CI === "true") {
  throw new Error("unshare --net is needed to cut off the network");
}

describeE2e("without a network", () => {
  const name = "npm run plan -- --offline shows the plan of a new environment";
  (canCutOff ? test : test.skip)(
    canCutOff ? name : `${name} (skipped: unshare --net does not work on this machine)`,
    async () => {
      const command = ["npm", "run", "plan", "--", "--offline", "--details", "-var", "app.version=v2"];
      const { stdout } = await execute("unshare", [...UNSHARE, ...command], {
        cwd: project,
        maxBuffer: 2 ** 26,
      });

      expect(stdout).toContain('image            = "igoratencompass/nodejs-app:v2"');
      expect(stdout).toMatch(/^Plan: \d+ to add, 0 to change, 0 to destroy\.$/m);
      expect(stdout).not.toMatch(/will be read during apply/);
    },
    3 * MINUTES,
  );
});

describeE2e("the synthesized folder", () => {
  test(
    "is written by cdktf synth, and valid for Terraform alone",
    async () => {
      const output = mkdtempSync(join(tmpdir(), "synth-"));
      const env: NodeJS.ProcessEnv = { ...localAws(), CI: "true" };
      try {
        await execute("npx", ["cdktf", "synth", "--output", output], { cwd: project, env });
        const terraform = (...args: string[]) =>
          execute(env.TERRAFORM_BINARY_NAME ?? "terraform", args, { cwd: join(output, "stacks/acc"), env });
        await terraform("init", "-backend=false", "-input=false");

        await expect(terraform("validate", "-no-color")).resolves.toMatchObject({
          stdout: expect.stringContaining("Success! The configuration is valid.") as string,
        });
      } finally {
        rmSync(output, { recursive: true });
      }
    },
    2 * MINUTES,
  );
});
