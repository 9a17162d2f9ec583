import { evaluateTemplate } from "./expressions";

const values: Readonly<Record<string, string>> = {
  "aws_ecs_cluster.main.arn": "arn:aws:ecs:eu-west-1:111122223333:cluster/main",
  "aws_db_instance.db.master_user_secret[0].secret_arn": "arn:secret",
  "var.version": "sha256:0a",
};
const evaluate = (template: string) => evaluateTemplate(template, (reference) => values[reference] ?? "?");

test.each([
  ["plain text", "plain text"],
  ["${aws_ecs_cluster.main.arn}/*", "arn:aws:ecs:eu-west-1:111122223333:cluster/main/*"],
  ["${aws_db_instance.db.master_user_secret[0].secret_arn}:password::", "arn:secret:password::"],
  ['${element(split(":", aws_ecs_cluster.main.arn), 4)}', "111122223333"],
  [
    '${replace(aws_ecs_cluster.main.arn, ":cluster/", ":service/")}',
    "arn:aws:ecs:eu-west-1:111122223333:service/main",
  ],
  ['web${startswith(var.version, "sha256:") ? "@" : ":"}${var.version}', "web@sha256:0a"],
  ["$${aws:username}", "${aws:username}"],
])("the value of %s is %s", (template, expected) => {
  expect(evaluate(template)).toBe(expected);
});

test.each([
  ["${jsonencode(var.version)}", "the judge does not know Terraform's function jsonencode"],
  ["${[for a in b : a]}", 'the judge cannot read the Terraform expression at "[for a in b : a]}"'],
])("fails when the judge cannot read %s", (template, message) => {
  expect(() => evaluate(template)).toThrow(new Error(message));
});
