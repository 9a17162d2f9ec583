import { Command } from "commander";

import {
  addChangeOptions,
  addContext,
  addTerraformOptions,
  addVersions,
} from "../../../tools/commands/options";
import { withDoubleDashes } from "../../../tools/commands/spelling";

/** The options of a command line. */
function parse(line: string): Record<string, unknown> {
  const command = addChangeOptions(addTerraformOptions(addVersions(addContext(new Command("plan")))));
  const known = new Set(command.options.map(({ long = "" }) => long.slice(2)));
  command.parse(withDoubleDashes(line.split(" "), known), { from: "user" });
  return command.opts();
}

test.each([
  "-var app.version=v2",
  "-var=app.version=v2",
  "-var app_version=v2",
  "-var=app_version=v2",
  "--var app.version=v2",
  "--var=app.version=v2",
])("'%s' is the version v2 of the service app", (line) => {
  expect(parse(line).var).toEqual([{ name: "app_version", value: "v2" }]);
});

test("dots and equals signs stay in the value of a variable, and variables in their order", () => {
  expect(parse("-var app.version=1.4.0=x --var=b_version=2").var).toEqual([
    { name: "app_version", value: "1.4.0=x" },
    { name: "b_version", value: "2" },
  ]);
});

test.each(["-c app.version=v2", "-c=app.version=v2", "--context app.version=v2", "--context=app.version=v2"])(
  "'%s' is context",
  (line) => {
    expect(parse(line).context).toEqual(["app.version=v2"]);
  },
);

test("Terraform's own options are understood, those of lists several times", () => {
  const line =
    "-var-file=a.tfvars --var-file b.tfvars -target aws_vpc.vpc -replace=aws_lb.alb -parallelism=3 -lock-timeout=5m -refresh-only";

  expect(parse(line)).toMatchObject({
    varFile: ["a.tfvars", "b.tfvars"],
    target: ["aws_vpc.vpc"],
    replace: ["aws_lb.alb"],
    parallelism: 3,
    lockTimeout: "5m",
    refreshOnly: true,
  });
});

test("colours are wanted unless the user says otherwise", () => {
  expect(parse("-c a=b").color).toBe(true);
  expect(parse("-no-color").color).toBe(false);
});
