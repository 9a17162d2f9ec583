import { execFile, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";

import { announce } from "../../tools/local-aws/running";
import { temporaryFolder, writeFile, writeProgram } from "./support/folders";
import { temporaryProject } from "./support/temporary-project";

const workflow = join(__dirname, "..", "..", "tools", "workflow.ts");

/** Programs for PATH: a Terraform that accepts every value. */
function programs(): string {
  const folder = temporaryFolder();
  writeProgram(join(folder, "terraform"), 'test "$1" = version && echo Terraform v1.11.4; exit 0');
  return folder;
}

function argumentsFor(line: string): string[] {
  return ["--import", "tsx", workflow, ...line.split(" ")];
}

function environment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const cliConfig = writeFile(join(temporaryFolder(), "terraform.tfrc"), "");
  return { PATH: programs(), TF_CLI_CONFIG_FILE: cliConfig, HOME: temporaryFolder(), ...env };
}

function runWorkflow(project: string, line: string, env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, argumentsFor(line), {
    cwd: project,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: environment(env),
  });
  return { status, stdout, stderr };
}

/** What the stub of CDKTF was started with. */
function cdktf(stdout: string) {
  return JSON.parse(stdout.split("\n")[0] ?? "") as { arguments: string[] } & Record<string, unknown>;
}

describe("npm run plan, deploy and destroy", () => {
  test("hand over to CDKTF in an order that is safe for its list options", () => {
    const { status, stdout } = runWorkflow(
      temporaryProject(),
      "deploy -var app.version=v2 --auto-approve -parallelism 3 -var-file=a.tfvars acc",
    );

    expect(cdktf(stdout).arguments).toEqual([
      ...["deploy", "acc", "--auto-approve", "--terraform-parallelism=3"],
      ...["--var-file=a.tfvars", "--var=app_version=v2"],
      ...["--skip-synth", "--output=cdktf.out", "--skip-provider-lock", "--no-color"],
    ]);
    expect(status).toBe(0);
  });

  test("call a plan what CDKTF calls it, and spare a log its spinner", () => {
    const { stdout } = runWorkflow(temporaryProject(), "plan");

    expect(cdktf(stdout)).toMatchObject({
      arguments: ["diff", "--skip-synth", "--output=cdktf.out", "--skip-provider-lock", "--no-color"],
      CI: "true",
    });
  });

  test("synthesize with the context of the command line", () => {
    const project = temporaryProject();
    runWorkflow(project, "plan -c environment=prod");

    expect(existsSync(join(project, "cdktf.out", "stacks", "prod", "cdk.tf.json"))).toBe(true);
  });

  test("leave the user's AWS settings alone", () => {
    const { stdout } = runWorkflow(temporaryProject(), "plan", { AWS_PROFILE: "mine" });

    expect(cdktf(stdout)).toMatchObject({ AWS_PROFILE: "mine" });
  });

  test("say after a deployment how its version stays", () => {
    const { stdout } = runWorkflow(temporaryProject(), "deploy --auto-approve -var app.version=v2");

    expect(stdout.split("\n").slice(2)).toEqual([
      "Note: app.version is 'v1' in cdktf.json, and the next deployment without it goes back to that; to keep 'v2', write it there and commit.",
      "",
    ]);
  });

  test("end with CDKTF's exit code", () => {
    const env = { CDKTF_STUB_EXIT_CODE: "7" };

    expect(runWorkflow(temporaryProject(), "deploy --auto-approve -var app.version=v2", env)).toMatchObject({
      status: 7,
      stdout: expect.not.stringContaining("Note:") as string,
    });
  });

  test("fail when there are no credentials, with the ways out", () => {
    const env = {
      CDKTF_STUB_EXIT_CODE: "1",
      CDKTF_STUB_SAYS: "acc  Error: No valid credential sources found",
    };

    expect(runWorkflow(temporaryProject(), "plan", env)).toMatchObject({
      status: 1,
      stderr:
        "There are no AWS credentials: set AWS_PROFILE or sign in first, or see 'npm run help' for --local and --offline.\n",
    });
  });

  describe("with --local", () => {
    test("reach the emulator of npm start, in a folder and with a state bucket of their own", async () => {
      const project = temporaryProject();
      const requests: string[] = [];
      const server = createServer((request, response) => {
        requests.push(`${request.method ?? ""} ${request.url ?? ""}`);
        response.end();
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      await announce(project, { endpoint, region: "eu-west-1", pid: process.pid });

      const { stdout } = await promisify(execFile)(
        process.execPath,
        argumentsFor("plan --local -c environment=prod"),
        { cwd: project, env: environment({ AWS_PROFILE: "mine" }) },
      );
      server.close();

      expect(requests).toEqual(["PUT /state-prod", "PUT /state-prod?versioning"]);
      expect(cdktf(stdout)).toMatchObject({ AWS_ENDPOINT_URL: endpoint });
      expect(cdktf(stdout)).not.toHaveProperty("AWS_PROFILE");
      expect(cdktf(stdout).arguments).toContain("--output=.local-aws/cdktf.out");
      expect(
        existsSync(join(project, ".local-aws", "cdktf.out", "stacks", "prod", "local_override.tf.json")),
      ).toBe(true);
    });

    test("fail when npm start does not run", () => {
      expect(runWorkflow(temporaryProject(), "plan --local")).toEqual({
        status: 1,
        stdout: "",
        stderr: "No local AWS runs: start it with 'npm start' in another terminal.\n",
      });
    });
  });

  test.each([
    [
      "when there is nobody to ask for approval",
      "deploy",
      "npm run deploy asks for approval, and there is no terminal to ask on: add --auto-approve.",
    ],
    [
      "on an option that CDKTF would ignore",
      "destroy --auto-approve --target=aws_vpc.vpc",
      "cdktf destroy would ignore '--target=aws_vpc.vpc'; if it is Terraform's, run 'terraform destroy -target=aws_vpc.vpc' in cdktf.out/stacks/<stack> after 'npm run synth'.",
    ],
    [
      "on a service that there is not",
      "plan -var web.version=v2",
      "'-var web.version=…': there is no such variable; known: app.version.",
    ],
    ["on context that main.ts refuses", "plan -c no.such=x", "main.ts: there is no 'no.such'"],
    [
      "on options that an offline plan cannot heed",
      "plan --offline --refresh-only",
      "'--offline' goes with -c, -var, --var-file, --no-color and --json only: leave '--refresh-only' out.",
    ],
  ])("fail %s", (_, line, message) => {
    expect(runWorkflow(temporaryProject(), line)).toEqual({ status: 1, stdout: "", stderr: `${message}\n` });
  });

  test("fail when Terraform is missing from PATH, and write nothing", () => {
    const project = temporaryProject();

    expect(runWorkflow(project, "plan", { PATH: temporaryFolder() })).toEqual({
      status: 1,
      stdout: "",
      stderr:
        "Terraform is missing: neither 'terraform' nor 'tofu' is on PATH; install it (https://developer.hashicorp.com/terraform/install, or https://opentofu.org) or name it in TERRAFORM_BINARY_NAME.\n",
    });
    expect(existsSync(join(project, "cdktf.out"))).toBe(false);
  });
});
