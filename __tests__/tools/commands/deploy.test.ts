import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { announce } from "../../../tools/local-aws/running";
import { APPLIED, CREATED, fakeTerraform, type FakeTerraformOptions } from "../support/fake-terraform";
import { temporaryFolder } from "../support/folders";
import { runCommand } from "../support/run-command";
import { temporaryProject } from "../support/temporary-project";

async function run(line: string, options: FakeTerraformOptions = {}, more: NodeJS.ProcessEnv = {}) {
  const terraform = fakeTerraform(options);
  const cwd = temporaryProject();
  const outcome = await runCommand(line, { cwd, env: { ...terraform.env, ...more } });
  return { ...outcome, cwd, terraform };
}

const NOTHING = { planCode: 0, planMessages: [], plan: {} } as const;
const PLAN = "plan -json -input=false -detailed-exitcode -out=<plan>";
const APPLY = "apply -json -input=false <plan>";

describe("npm run deploy", () => {
  test("applies the plan that it has shown, and nothing else, and says what came out", async () => {
    const outputs = {
      url: { sensitive: false, value: "http://a" },
      key: { sensitive: true, value: "s3cret" },
    };
    const { code, stdout, stderr, terraform } = await run("deploy --auto-approve", { outputs });

    expect(terraform.calls()).toEqual(["init -input=false -no-color", PLAN, "show -json <plan>", APPLY]);
    expect(stdout.split("\n")).toEqual([
      ...["Synthesizing", "Synthesizing · done", "Preparing Terraform", "Preparing Terraform · done"],
      ...["Planning acc", "Planning acc · done"],
      ...["", "Created (1)", "  aws_lb.alb", ""],
      "Cost: about +$24 a month at prices of us-east-1: 1 application load balancer, 2 public IPv4 addresses",
      ...["", "Plan: 1 to add, 0 to change, 0 to destroy."],
      ...["Deploying acc", "Deploying acc · done"],
      ...["", "Outputs:", "  url = http://a", "  key = (sensitive)", ""],
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test("hands versions and Terraform's own options on", async () => {
    const line =
      "deploy -auto-approve -var app.version=v2 -parallelism 3 -var-file=a.tfvars --target aws_lb.alb -lock-timeout=5m";
    const { cwd, terraform } = await run(line);
    const more = "-parallelism=3 -lock-timeout=5m";

    expect(terraform.calls().slice(1)).toEqual([
      `${PLAN} -var=app_version=v2 -var-file=${join(cwd, "a.tfvars")} -target=aws_lb.alb ${more}`,
      "show -json <plan>",
      `apply -json -input=false ${more} <plan>`,
    ]);
  });

  test("applies nothing when nothing changes, and shows the outputs that are there", async () => {
    const outputs = { url: { sensitive: false, value: "http://a" } };
    const { code, stdout, terraform } = await run("deploy --auto-approve", { ...NOTHING, outputs });

    expect(terraform.calls()).toEqual(["init -input=false -no-color", PLAN, "output -json -no-color"]);
    expect(stdout).toContain("No changes: 'acc' is as described.\n\nOutputs:\n  url = http://a\n");
    expect(code).toBe(0);
  });

  test("keeps the lock file of its providers in the project, but not without an account", async () => {
    const lock = 'provider "registry.terraform.io/hashicorp/aws" {\\n  version = "5.100.0" # "zh:"\\n}';
    const init = `/bin/mkdir .terraform; printf '${lock}' > .terraform.lock.hcl`;
    const offline = await run("plan --offline", { init });
    const { cwd } = await run("plan -upgrade -c environment=prod", { init });

    expect(existsSync(join(offline.cwd, "locks"))).toBe(false);
    expect(readdirSync(join(cwd, "locks"))).toEqual(["prod.hcl"]);
  });

  test("initializes only when something has changed since", async () => {
    const terraform = fakeTerraform(NOTHING);
    const cwd = temporaryProject();
    for (const line of ["plan", "plan", "plan -c environment=prod", "plan --migrate-state"]) {
      await runCommand(line, { cwd, env: terraform.env });
    }

    expect(terraform.calls().filter((call) => call.startsWith("init"))).toEqual([
      "init -input=false -no-color", // acc
      "init -input=false -no-color", // prod
      "init -input=false -no-color -migrate-state -force-copy",
    ]);
  });

  test("says after a deployment how its version stays", async () => {
    const { stdout } = await run("deploy --auto-approve -var app.version=v2");

    expect(stdout.split("\n").slice(-2)).toEqual([
      "Note: app.version is 'v1' in cdktf.json, and the next deployment without it goes back to that; to keep 'v2', write it there ('npm run bump -- app v2') and commit.",
      "",
    ]);
  });

  test("tells programs what it has done, and nothing else", async () => {
    const outputs = {
      url: { sensitive: false, value: "http://a" },
      key: { sensitive: true, value: "s3cret" },
    };
    const { stdout, stderr } = await run("deploy --auto-approve --json", { outputs });

    expect(JSON.parse(stdout)).toMatchObject({
      stack: "acc",
      add: 1,
      resources: [{ address: "aws_lb.alb", kind: "create" }],
      outputValues: { url: "http://a" },
    });
    expect(stdout).not.toContain("s3cret");
    expect(stderr).toBe("");
  });

  test("keeps the plan, which holds secrets, where only the user can read it, and removes it", async () => {
    const apply = "/bin/ls -l ${5%/plan} > $here/modes; /bin/cat $here/applied";
    const terraform = fakeTerraform({ apply: apply.replace("5", "4") });
    await runCommand("deploy --auto-approve", { cwd: temporaryProject(), env: terraform.env });

    expect(readFileSync(terraform.file("modes"), "utf8")).toMatch(/^-rw------- .* plan$/m);
    expect(readdirSync(terraform.file("")).filter((name) => name.includes("-plan-"))).toEqual([]);
  });
});

describe("npm run deploy fails", () => {
  test("when AWS would refuse the plan, before it changes anything", async () => {
    const change = (type: string, before: object, after: object) => ({
      address: `${type}.a`,
      mode: "managed",
      type,
      change: { actions: ["update"], before, after },
    });
    const plan = {
      resource_changes: [
        change(
          "aws_ecs_cluster_capacity_providers",
          { capacity_providers: ["old"] },
          { capacity_providers: [] },
        ),
        change("aws_ecs_service", { capacity_provider_strategy: [{ capacity_provider: "old" }] }, {}),
      ],
    };
    const { code, stdout, stderr, terraform } = await run("deploy --auto-approve", { plan });

    expect({ code, stderr }).toEqual({ code: 1, stderr: "Nothing was changed.\n" });
    expect(stdout).toContain("Capacity provider 'old' cannot leave its cluster while services use it");
    expect(terraform.calls().filter((call) => call.startsWith("apply"))).toEqual([]);
  });

  const left =
    "the state may still be locked, and may not know of what was being made. 'npm run unlock' clears the lock, 'npm run recover' finds what was made.\n";

  test("when Terraform is killed, whatever it has said before", async () => {
    const apply = "/bin/cat $here/begun; kill -9 $$";
    const { code, stdout, stderr } = await run("deploy --auto-approve -var app.version=v2", { apply });

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `Terraform was killed (SIGKILL) while it worked on 'acc': ${left}`,
    });
    expect(stdout).toMatch(/Deploying acc · failed\n$/);
  });

  test("when Terraform ends well without saying that it has applied everything", async () => {
    const { code, stderr } = await run("deploy --auto-approve", { apply: "/bin/cat $here/begun" });

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "Terraform ended without saying that everything in 'acc' was applied: run the command again.\n",
    });
  });

  test("when a resource fails, with its construct and Terraform's words", async () => {
    const diagnostic = {
      severity: "error",
      summary: "creating balancer: no",
      detail: "Not today.",
      address: "aws_lb.alb",
    };
    const message = JSON.stringify({ type: "diagnostic", diagnostic });
    const { code, stderr } = await run("deploy --auto-approve", { apply: `echo '${message}'; exit 1` });

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "Error: creating balancer: no (aws_lb.alb)\nNot today.\n",
    });
  });

  const gone = {
    resource_changes: [
      {
        ...CREATED,
        change: { actions: ["delete", "create"], before: {}, after: {}, replace_paths: [["name"]] },
      },
      { ...CREATED, address: "aws_db_instance.a", type: "aws_db_instance", change: { actions: ["delete"] } },
    ],
  };

  test("when the plan interrupts service or loses data that was not allowed, and changes nothing", async () => {
    const { code, stderr, terraform } = await run("deploy --auto-approve --allow aws_lb.other", {
      plan: gone,
    });

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: [
        "",
        "This would interrupt service or lose data:",
        "  aws_db_instance.a: destroyed, loses data",
        "  aws_lb.alb: replaced, interrupts service (because of name)",
        "Nothing was changed. If it is meant, add: --allow aws_db_instance.a --allow aws_lb.alb",
        "",
      ].join("\n"),
    });
    expect(terraform.calls()).not.toContain(APPLY);
  });

  test.each(["--allow", "--replace"])("not when that is allowed by name (%s)", async (flag) => {
    const { code, terraform } = await run(
      `deploy --auto-approve ${flag} aws_lb.alb --allow aws_db_instance.a`,
      {
        plan: gone,
      },
    );

    expect(code).toBe(0);
    expect(terraform.calls()).toContain(APPLY);
  });
});

describe("npm run deploy, where another version runs than the committed one,", () => {
  const definition = (image: string) => ({
    container_definitions: JSON.stringify([{ name: "app", image }]),
  });
  const address = "aws_ecs_task_definition.app";
  const expressions = { container_definitions: { references: ["var.app_version"] } };
  const plan = {
    variables: { app_version: { value: "v1" } },
    output_changes: { app_committed_version: { actions: ["no-op"], before: "v1", after: "v1" } },
    configuration: { root_module: { resources: [{ address, expressions }] } },
    resource_changes: [
      {
        ...{ address, mode: "managed", type: "aws_ecs_task_definition" },
        change: {
          actions: ["create", "delete"],
          before: definition("shop/app:v2"),
          after: definition("shop/app:v1"),
        },
      },
    ],
  };

  test("fails when nobody has asked for that, and changes nothing", async () => {
    const { code, stdout, stderr, terraform } = await run("deploy --auto-approve", { plan });

    expect(stdout).toContain("Versions that nobody has asked for (1)\n  app: v2 → v1, not asked for\n");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: [
        "",
        "This would change versions that nobody has asked for:",
        "  app: v2 → v1, not asked for",
        "Nothing was changed. To keep what runs, name it (-var app.version=v2) or commit it (npm run bump -- app v2); if it is meant, add: --allow-version-change",
        "",
      ].join("\n"),
    });
    expect(terraform.calls()).not.toContain(APPLY);
  });

  test.each(["--allow-version-change", "-var app.version=v1", "-c app.version=v1"])(
    "deploys with %s",
    async (flag) => {
      const { code, terraform } = await run(`deploy --auto-approve ${flag}`, { plan });

      expect(code).toBe(0);
      expect(terraform.calls()).toContain(APPLY);
    },
  );
});

describe("npm run destroy", () => {
  test("applies a plan of destruction", async () => {
    const { code, stdout, terraform } = await run("destroy --auto-approve");

    expect(terraform.calls()[1]).toBe(`${PLAN} -destroy`);
    expect(terraform.calls()[3]).toBe(APPLY);
    expect(stdout).toMatch(/Destroying acc · done\n$/);
    expect(code).toBe(0);
  });

  test("fails when Terraform is killed", async () => {
    const { code } = await run("destroy --auto-approve", { apply: "kill -9 $$" });

    expect(code).toBe(1);
  });
});

describe("npm run plan", () => {
  test("changes nothing", async () => {
    const { code, terraform } = await run("plan");

    expect(terraform.calls()).toEqual(["init -input=false -no-color", PLAN, "show -json <plan>"]);
    expect(code).toBe(0);
  });

  test("shows Terraform's own text on request", async () => {
    expect((await run("plan --details")).stdout).toContain("Terraform's own text\n");
  });

  test.each([
    ["--json", '{\n  "stack": "acc",\n  "add": 1,'],
    ["--markdown", "### Plan for `acc`\n\nPlan: 1 to add,"],
  ])("prints with %s nothing else", async (option, beginning) => {
    const { stdout, stderr } = await run(`plan ${option}`);

    expect(stdout.slice(0, beginning.length)).toBe(beginning);
    expect(stderr).toBe("");
  });

  test("shows what Terraform warns of", async () => {
    const diagnostic = { severity: "warning", summary: "Old", detail: "Do not use it." };
    const { stdout } = await run("plan", { planMessages: [{ type: "diagnostic", diagnostic }, ...APPLIED] });

    expect(stdout).toMatch(/\nWarning: Old\nDo not use it\.\n$/);
  });

  test("synthesizes with the context of the command line", async () => {
    const { cwd } = await run("plan -c environment=prod");

    expect(existsSync(join(cwd, "cdktf.out", "stacks", "prod", "cdk.tf.json"))).toBe(true);
  });

  test("runs init again when Terraform finds that it must, although nothing seemed to have changed", async () => {
    const terraform = fakeTerraform(NOTHING);
    const cwd = temporaryProject();
    await runCommand("plan", { cwd, env: terraform.env });
    const missing = {
      severity: "error",
      summary: "Required plugins are not installed",
      detail: "run terraform init",
    };
    const stubborn = fakeTerraform({
      planCode: 1,
      planMessages: [{ type: "diagnostic", diagnostic: missing }],
    });
    await runCommand("plan", {
      cwd,
      env: { ...stubborn.env, TF_CLI_CONFIG_FILE: terraform.env.TF_CLI_CONFIG_FILE },
    });

    expect(stubborn.calls()).toEqual([PLAN, "init -input=false -no-color", PLAN]);
  });

  test("leaves nothing behind with --offline", async () => {
    const { cwd, terraform, code } = await run("plan --offline");
    const temporary = readdirSync(terraform.file("")).filter((name) => /^(offline|terraform)-/.test(name));

    expect(code).toBe(0);
    expect(existsSync(join(cwd, "cdktf.out"))).toBe(false);
    expect(temporary).toEqual([]);
  });

  test("reaches with --local the emulator of npm start, in a folder and with a state bucket of its own", async () => {
    const cwd = temporaryProject();
    const requests: string[] = [];
    const server = createServer((request, response) => {
      requests.push(`${request.method ?? ""} ${request.url ?? ""}`);
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await announce(cwd, { endpoint, region: "eu-west-1", pid: process.pid });
    const terraform = fakeTerraform({
      init: 'echo "$AWS_ENDPOINT_URL $AWS_PROFILE" > $here/env; /bin/mkdir -p .terraform',
    });

    const { code } = await runCommand("plan --local -c environment=prod", {
      cwd,
      env: { ...terraform.env, AWS_PROFILE: "mine" },
    });
    server.close();

    expect(code).toBe(0);
    expect(requests).toEqual(["PUT /state-prod", "PUT /state-prod?versioning"]);
    expect(readFileSync(terraform.file("env"), "utf8")).toBe(`${endpoint} \n`);
    expect(terraform.calls()[0]).toBe("init -input=false -no-color -reconfigure");
    expect(existsSync(join(cwd, ".local-aws", "cdktf.out", "stacks", "prod", "local_override.tf.json"))).toBe(
      true,
    );
  });

  test.each<[string, string, FakeTerraformOptions, string]>([
    [
      "when npm start does not run",
      "plan --local",
      {},
      "No local AWS runs: start it with 'npm start' in another terminal.\n",
    ],
    [
      "on a service that there is not",
      "plan -var web.version=v2",
      {},
      "'-var web.version=…': there is no such variable; known: app.version.\n",
    ],
    ["on context that main.ts refuses", "plan -c no.such=x", {}, "main.ts: there is no 'no.such'\n"],
    [
      "on another stack",
      "plan prod",
      {},
      "There is no stack 'prod': this is 'acc'; another environment is chosen with -c environment=<name>.\n",
    ],
    [
      "without credentials, with the ways out",
      "plan",
      { init: "echo 'Error: No valid credential sources found' >&2; exit 1" },
      "There are no AWS credentials: set AWS_PROFILE or sign in first, or see 'npm run plan -- --help' for --local and --offline.\n",
    ],
    [
      "without a state bucket, with the command that makes it",
      "plan -c environment=prod",
      {
        init: `echo 'Error: Failed to get existing workspaces: S3 bucket "state-prod" does not exist.' >&2; exit 1`,
      },
      "The state bucket 'state-prod' does not exist: make it once with 'npm run bootstrap -- -c environment=prod'.\n",
    ],
  ])("fails %s", async (_, line, options, message) => {
    expect(await run(line, options)).toMatchObject({ code: 1, stderr: message });
  });

  test("fails when Terraform is missing from PATH, and writes nothing", async () => {
    const { cwd, ...outcome } = await run("plan", {}, { PATH: temporaryFolder() });

    expect(outcome).toMatchObject({
      code: 1,
      stdout: "",
      stderr:
        "Terraform is missing: neither 'terraform' nor 'tofu' is on PATH; install it (https://developer.hashicorp.com/terraform/install, or https://opentofu.org) or name it in TERRAFORM_BINARY_NAME.\n",
    });
    expect(existsSync(join(cwd, "cdktf.out"))).toBe(false);
  });
});
