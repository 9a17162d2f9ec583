import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { Journal } from "../../../tools/recovery/journal";
import { APPLIED, fakeTerraform } from "../support/fake-terraform";
import { runCommand } from "../support/run-command";
import { temporaryProject } from "../support/temporary-project";

const STATE = "s3://state-acc/acc.tfstate";
const BLOCKS = { resource: { aws_lb: { alb: { name: "acc" } } } };
const resource = { addr: "aws_lb.alb", resource_type: "aws_lb" };
const IMPORTS = [
  { type: "planned_change", change: { resource, action: "import" } },
  { type: "change_summary", changes: { add: 0, change: 0, remove: 0, operation: "plan" } },
];
const LEFT = "  alb (aws_lb): arn:lb\n";

/** Runs a command where an apply has said that it has made a load balancer, which the state does not know. */
async function run(line: string, { planMessages = IMPORTS, wasKilled = true } = {}) {
  const terraform = fakeTerraform({ planMessages });
  const folder = terraform.file(".local/state/ecs-terraform-cdk/journals");
  if (wasKilled) {
    const hook = { resource, action: "create", id_value: "arn:lb" };
    const journal = new Journal(STATE, folder);
    journal.accept({ type: "apply_start", hook: { resource, action: "create" } });
    journal.accept({ type: "apply_complete", hook });
  }
  const cwd = temporaryProject(BLOCKS);
  const outcome = await runCommand(line, { cwd, env: terraform.env });
  const calls = terraform.calls().map((call) => call.split(" ").filter((word) => /^[^-]|target/.test(word)));
  return {
    ...outcome,
    cwd,
    calls: calls.map((words) => words.join(" ")),
    journals: existsSync(folder) ? readdirSync(folder) : [],
  };
}

describe("npm run recover", () => {
  test("takes over what the state does not know, and nothing else", async () => {
    const { code, stdout, calls, journals, cwd } = await run("recover --auto-approve");

    expect(stdout).toContain(
      `Taken over into the state of 'acc':\n${LEFT}'npm run plan' shows what is left to do.\n`,
    );
    expect(calls).toEqual([
      "init",
      "state pull",
      "plan -target=aws_lb.alb",
      "plan -target=aws_lb.alb",
      "apply <plan>",
    ]);
    expect(journals).toEqual([]);
    expect(readdirSync(join(cwd, "cdktf.out", "stacks"))).toEqual(["acc"]);
    expect(code).toBe(0);
  });

  test("tells programs what it has taken over", async () => {
    const { stdout } = await run("recover --auto-approve --json");

    expect(JSON.parse(stdout)).toEqual({
      stack: "acc",
      savedState: false,
      takenOver: [{ address: "aws_lb.alb", type: "aws_lb", construct: "alb", id: "arn:lb" }],
      deleted: [],
      left: [],
      unsearchable: [],
    });
  });

  test("imports and destroys what is to be deleted, apart from the state", async () => {
    const { stdout, calls, journals } = await run("recover --auto-approve --delete");

    expect(stdout).toContain(`Deleted:\n${LEFT}`);
    expect(calls.slice(-3)).toEqual(["import aws_lb.leftover arn:lb", "plan", "apply <plan>"]);
    expect(journals).toEqual([]);
  });

  test("forgets what is to be left alone", async () => {
    const { stdout, calls, journals, code } = await run("recover --auto-approve --forget");

    expect(stdout).toContain("What runs may have left that the state of 'acc' does not know is forgotten.\n");
    expect(calls).toEqual(["init"]);
    expect(journals).toEqual([]);
    expect(code).toBe(0);
  });

  test("says that there is nothing, after a run that has ended well", async () => {
    const { stdout, calls } = await run("recover --auto-approve", { wasKilled: false });

    expect(stdout).toContain("Nothing was left that the state of 'acc' does not know.\n");
    expect(calls).toEqual(["init"]);
  });

  test("fails when Terraform would do more than take over, and changes nothing", async () => {
    const planMessages = [
      { type: "planned_change", change: { resource, action: "replace" } },
      { type: "change_summary", changes: { add: 1, change: 0, remove: 1, operation: "plan" } },
    ];
    const { code, stderr, calls, journals } = await run("recover --auto-approve", { planMessages });

    expect(stderr).toBe(
      "Terraform would do more than take over:\n  aws_lb.alb: replace\nNothing was changed. Delete what was left with 'npm run recover -- --delete' instead.\n",
    );
    expect(calls.filter((call) => call.startsWith("apply"))).toEqual([]);
    expect(journals).toHaveLength(1);
    expect(code).toBe(1);
  });

  test("fails when it must ask and there is no terminal", async () => {
    expect(await run("recover")).toMatchObject({
      code: 1,
      stderr: "npm run recover asks for approval, and there is no terminal to ask on: add --auto-approve.\n",
    });
  });
});

describe("after a run that was killed", () => {
  test.each(["deploy", "destroy"])("%s fails, and lists what the state does not know", async (command) => {
    const { code, stderr, calls } = await run(`${command} --auto-approve`);

    expect(stderr).toBe(
      `A run that did not end well has made what the state of 'acc' does not know:\n${LEFT}` +
        "Nothing was changed. Take it over with 'npm run recover', or delete it with 'npm run recover -- --delete'.\n",
    );
    expect(calls.filter((call) => call.startsWith("apply"))).toEqual([]);
    expect(code).toBe(1);
  });
});

test("a deployment fails when it can keep no journal, before anything is changed", async () => {
  const terraform = fakeTerraform();
  const env = { ...terraform.env, XDG_STATE_HOME: terraform.file("calls") };
  const { code, stderr } = await runCommand("deploy --auto-approve", { cwd: temporaryProject(BLOCKS), env });

  expect(stderr).toMatch(
    /^The journal, .* cannot be written \(ENOTDIR: .*\): name a folder that can be in XDG_STATE_HOME\. Nothing was changed\.\n$/,
  );
  expect(terraform.calls().filter((call) => call.startsWith("apply"))).toEqual([]);
  expect(code).toBe(1);
});

test("a deployment whose Terraform is killed leaves its journal, one that ends well does not", async () => {
  const [killed, well] = ["/bin/cat $here/begun; kill -9 $$", "/bin/cat $here/applied"].map((apply) =>
    fakeTerraform({ apply }),
  );
  for (const terraform of [killed, well]) {
    await runCommand("deploy --auto-approve", { cwd: temporaryProject(BLOCKS), env: terraform?.env ?? {} });
  }
  const entriesOf = (terraform = killed) =>
    new Journal(STATE, terraform?.file(".local/state/ecs-terraform-cdk/journals")).entries;

  expect(entriesOf(killed)).toEqual([
    expect.objectContaining({ address: APPLIED[0]?.hook?.resource.addr, action: "create", step: "begun" }),
  ]);
  expect(entriesOf(well)).toEqual([]);
});
