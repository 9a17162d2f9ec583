import { withDoubleDashes } from "../../../tools/commands/spelling";

const known = new Set(["var", "var-file", "auto-approve", "context", "refresh-only"]);

test.each([
  ["-var app.version=v2", ["--var", "app.version=v2"]],
  ["-var=app.version=v2", ["--var=app.version=v2"]],
  ["--var app_version=v2", ["--var", "app_version=v2"]],
  ["-var-file=a.tfvars", ["--var-file=a.tfvars"]],
  ["-auto-approve", ["--auto-approve"]],
  ["-auto-approve=true", ["--auto-approve"]],
  ["--auto-approve=true", ["--auto-approve"]],
  ["--auto-approve=false -refresh-only", ["--refresh-only"]],
  ["-c key=value -f file -h", ["-c", "key=value", "-f", "file", "-h"]],
  ["-target=a.b plan", ["-target=a.b", "plan"]],
])("'%s' is understood as %j", (line, expected) => {
  expect(withDoubleDashes(line.split(" "), known)).toEqual(expected);
});
