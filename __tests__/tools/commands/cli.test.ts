import { readFileSync } from "node:fs";
import { join } from "node:path";

import { temporaryFolder } from "../support/folders";
import { runCommand } from "../support/run-command";

const project = join(__dirname, "..", "..", "..");

function run(line: string) {
  return runCommand(line, { cwd: temporaryFolder(), env: { PATH: temporaryFolder() } });
}

const COMMANDS = [
  ...["start", "bootstrap", "plan", "deploy", "cost", "destroy", "task", "compose"],
  ...["unlock", "recover"],
  ...["bump", "rollback", "versions"],
  ...["status", "wait", "logs", "tasks", "revisions", "verify", "exec"],
  ...["new", "image"],
];

describe("the help of", () => {
  test.each([...COMMANDS, "compose up", "compose ps", "compose down"])(
    "npm run %s names its options and two examples",
    async (line) => {
      const { code, stdout, stderr } = await run(`${line} --help`);
      const [, examples = ""] = stdout.split("\nExamples:\n");

      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toMatch(new RegExp(`^Usage: npm run ${line} `));
      expect(stdout).toContain("-h, --help");
      expect(examples.trim().split("\n")).toHaveLength(2);
    },
  );

  test("the program names all commands, and so does the file 'help'", async () => {
    const { stdout } = await run("--help");
    const overview = readFileSync(join(project, "help"), "utf8");

    for (const name of COMMANDS) {
      expect(stdout).toContain(`\n  ${name} `);
      expect(overview).toMatch(new RegExp(`npm (run )?${name}\\b`));
    }
  });
});

describe("a command line", () => {
  test.each([
    ["without a command", "", "'npm run' needs one more word: see 'npm run help'."],
    [
      "with an unknown command",
      "deplyo",
      "npm run deplyo: unknown command 'deplyo': Did you mean deploy? See 'npm run deplyo -- --help'.",
    ],
    [
      "with an unknown option",
      "plan --nope",
      "npm run plan: unknown option '--nope'; see 'npm run plan -- --help'.",
    ],
    [
      "with a misspelt option",
      "deploy --auto-aprove",
      "npm run deploy: unknown option '--auto-aprove': Did you mean --auto-approve? See 'npm run deploy -- --help'.",
    ],
    [
      "with the option of another command",
      "destroy --offline",
      "npm run destroy: unknown option '--offline'; see 'npm run destroy -- --help'.",
    ],
    [
      "with --env",
      "plan --env prod",
      "npm run plan: unknown option '--env': write '-c environment=<name>'; see 'npm run plan -- --help'.",
    ],
    [
      "with an option of Terraform's that is none here",
      "deploy -out=plan",
      "npm run deploy: unknown option '-out=plan'; see 'npm run deploy -- --help', and for what Terraform alone can do run 'terraform apply -out=plan' in cdktf.out/stacks/<stack>.",
    ],
    [
      "with options that exclude each other",
      "plan --local --offline",
      "npm run plan: option '--offline' cannot be used with option '--local'; see 'npm run plan -- --help'.",
    ],
    [
      "with -var without a value",
      "plan -var",
      "npm run plan: option '--var <name=value>' argument missing; see 'npm run plan -- --help'.",
    ],
    [
      "with -var and no pair",
      "plan -var v2",
      "npm run plan: option '--var <name=value>' argument 'v2' is invalid. Write it like 'app.version=v2'. See 'npm run plan -- --help'.",
    ],
    [
      "with -var and an empty value",
      "plan -var app.version=",
      "npm run plan: option '--var <name=value>' argument 'app.version=' is invalid. Write it like 'app.version=v2'. See 'npm run plan -- --help'.",
    ],
    [
      "with -var and another option",
      "deploy -var -auto-approve",
      "npm run deploy: option '--var <name=value>' argument '--auto-approve' is invalid. Write it like 'app.version=v2'. See 'npm run deploy -- --help'.",
    ],
    [
      "with -c and no pair",
      "plan -c app.version",
      "npm run plan: option '-c, --context <key=value>' argument 'app.version' is invalid. Write it like 'app.version=v2'. See 'npm run plan -- --help'.",
    ],
    [
      "with a time that is no number",
      "task migrate --timeout 10m",
      "npm run task: option '--timeout <seconds>' argument '10m' is invalid. It must be a whole number from 1 to 999999. See 'npm run task -- --help'.",
    ],
    [
      "with a task without a name",
      "task",
      "npm run task: missing required argument 'name'; see 'npm run task -- --help'.",
    ],
    [
      "with two tasks",
      "task migrate report",
      "npm run task: too many arguments for 'task'. Expected 1 argument but got 2. See 'npm run task -- --help'.",
    ],
    [
      "with an unknown option of npm start",
      "start --twice",
      "npm run start: unknown option '--twice'; see 'npm run start -- --help'.",
    ],
    [
      "with compose alone",
      "compose",
      "'npm run compose' needs one more word: see 'npm run compose -- --help'.",
    ],
    [
      "with an unknown command of compose",
      "compose stop",
      "npm run compose: unknown command 'stop'; see 'npm run compose -- --help'.",
    ],
    [
      "with compose up without a name",
      "compose up",
      "npm run compose -- up: required option '--name <name>' not specified; see 'npm run compose -- up --help'.",
    ],
    [
      "with an option of another compose command",
      "compose ps -f a.yml",
      "npm run compose -- ps: unknown option '-f'; see 'npm run compose -- ps --help'.",
    ],
  ])("fails %s", async (_, line, message) => {
    expect(await run(line)).toMatchObject({ code: 1, stdout: "", stderr: `${message}\n` });
  });

  test.each(["deploy", "destroy", "compose down --name login"])(
    "fails when '%s' would ask for approval and there is no terminal, before anything is done",
    async (line) => {
      const script = line.replace(/^compose down.*/, "compose -- down");

      expect(await run(line)).toMatchObject({
        code: 1,
        stdout: "",
        stderr: `npm run ${script} asks for approval, and there is no terminal to ask on: add --auto-approve.\n`,
      });
    },
  );
});
