import { UserError } from "../../tools/user-error";
import { parseWorkflowArguments, type WorkflowCommand } from "../../tools/workflow-arguments";

function parse(line: string, command: WorkflowCommand = "deploy") {
  return parseWorkflowArguments(
    command,
    line.split(" ").filter((word) => word !== ""),
  );
}

describe("parseWorkflowArguments", () => {
  test("has everything off when nothing is asked", () => {
    expect(parse("")).toEqual({
      command: "deploy",
      local: false,
      offline: false,
      json: false,
      help: false,
      autoApprove: false,
      noColor: false,
      context: [],
      variables: [],
      variableFiles: [],
      stacks: [],
      passOn: [],
    });
  });

  test.each([
    "-var app.version=v2",
    "-var=app.version=v2",
    "-var app_version=v2",
    "-var=app_version=v2",
    "--var app.version=v2",
    "--var=app.version=v2",
    "--var app_version=v2",
    "--var=app_version=v2",
  ])("takes '%s' for the same variable", (line) => {
    expect(parse(line).variables).toEqual([{ name: "app_version", value: "v2" }]);
  });

  test("leaves dots and equals signs in the value of a variable", () => {
    expect(parse("-var app.version=1.4.0=x").variables).toEqual([{ name: "app_version", value: "1.4.0=x" }]);
  });

  test("keeps several variables in their order", () => {
    expect(parse("-var a.version=1 --var=b_version=2").variables).toEqual([
      { name: "a_version", value: "1" },
      { name: "b_version", value: "2" },
    ]);
  });

  test.each([
    "-c app.version=v2",
    "-c=app.version=v2",
    "--context app.version=v2",
    "--context=app.version=v2",
  ])("takes '%s' for context", (line) => {
    expect(parse(line).context).toEqual(["app.version=v2"]);
  });

  test.each(["-var-file a.tfvars", "-var-file=a.tfvars", "--var-file a.tfvars", "--var-file=a.tfvars"])(
    "takes '%s' for a file of variables",
    (line) => {
      expect(parse(line).variableFiles).toEqual(["a.tfvars"]);
    },
  );

  test.each([
    ["-auto-approve", ["--auto-approve"]],
    ["-refresh-only", ["--refresh-only"]],
    ["-parallelism=3", ["--terraform-parallelism=3"]],
    ["-parallelism 3", ["--terraform-parallelism=3"]],
  ])("turns Terraform's %s into CDKTF's twin", (line, passOn) => {
    expect(parse(line).passOn).toEqual(passOn);
  });

  test("passes CDKTF's own options on, with their values attached", () => {
    expect(parse("--outputs-file out.json --parallelism=2 --migrate-state").passOn).toEqual([
      "--outputs-file=out.json",
      "--parallelism=2",
      "--migrate-state",
    ]);
  });

  test("tells names of stacks from values of options", () => {
    expect(parse("--outputs-file out.json acc -var app.version=v2 prod").stacks).toEqual(["acc", "prod"]);
  });

  test.each(["--auto-approve", "--auto-approve=true", "-auto-approve"])("knows that %s approves", (line) => {
    expect(parse(line).autoApprove).toBe(true);
  });

  test("knows that --auto-approve=false does not", () => {
    expect(parse("--auto-approve=false").autoApprove).toBe(false);
  });

  test.each(["-no-color", "--no-color"])("takes %s for a wish of its own", (line) => {
    expect(parse(line)).toMatchObject({ noColor: true, passOn: [] });
  });

  test("reads the switches of a plan", () => {
    expect(parse("--local --json", "plan")).toMatchObject({ local: true, json: true, offline: false });
    expect(parse("--offline", "plan")).toMatchObject({ local: false, json: false, offline: true });
  });

  test.each(["-h", "--help"])("takes %s for a question", (line) => {
    expect(parse(line).help).toBe(true);
  });

  test.each(["-var", "--var", "-var="])("fails when %s has no value", (line) => {
    const flag = line.replace("=", "");

    expect(() => parse(line)).toThrow(
      new UserError(`'${flag}' needs a value: write it like '${flag} app.version=v2'.`),
    );
  });

  test.each(["v2", "=v2", "app.version=", "-auto-approve"])("fails when -var is given '%s'", (value) => {
    expect(() => parse(`-var ${value}`)).toThrow(
      new UserError(`'-var ${value}' is not a name with a value: write it like '-var app.version=v2'.`),
    );
  });

  test("fails when -c has no value", () => {
    expect(() => parse("-c app.version")).toThrow(
      new UserError("'-c app.version' is not a name with a value: write it like '-c app.version=v2'."),
    );
  });

  test.each([
    ["-target=aws_vpc.vpc", "-target=aws_vpc.vpc"],
    ["--target=aws_vpc.vpc", "-target=aws_vpc.vpc"],
    ["-destroy", "-destroy"],
    ["-out=plan", "-out=plan"],
    ["-local", "-local"],
  ])("fails when CDKTF would ignore '%s'", (argument, terraforms) => {
    expect(() => parse(argument)).toThrow(
      new UserError(
        `cdktf deploy would ignore '${argument}'; if it is Terraform's, run 'terraform apply ${terraforms}' in cdktf.out/stacks/<stack> after 'npm run synth'.`,
      ),
    );
  });

  test("fails when an option belongs to another command", () => {
    expect(() => parse("--refresh-only", "destroy")).toThrow(
      new UserError(
        "cdktf destroy would ignore '--refresh-only'; if it is Terraform's, run 'terraform destroy -refresh-only' in cdktf.out/stacks/<stack> after 'npm run synth'.",
      ),
    );
  });

  test.each(["--app=x", "--output=x", "--skip-synth"])(
    "fails when %s would take over the synthesis",
    (line) => {
      expect(() => parse(line, "plan")).toThrow(
        new UserError(
          `'${line}' is not for 'npm run plan', which synthesizes itself: use 'npx cdktf diff' for it.`,
        ),
      );
    },
  );

  test.each(["--offline", "--json"])("fails when %s is not for a plan", (line) => {
    expect(() => parse(line)).toThrow(new UserError(`'${line}' is for 'npm run plan' only: leave it out.`));
  });

  test("fails when a plan is to be local and offline", () => {
    expect(() => parse("--local --offline", "plan")).toThrow(
      new UserError("'--local' and '--offline' exclude each other: leave one out."),
    );
  });
});
