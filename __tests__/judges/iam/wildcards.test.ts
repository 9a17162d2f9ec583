import { matches, matchesArn, overlap, overlapArns } from "./wildcards";

test.each([
  ["*", "anything", true],
  ["service/main/*", "service/main/web", true],
  ["service/main/*", "service/other/web", false],
  ["we?", "web", true],
  ["we?", "we", false],
  ["a.b", "axb", false],
])("the pattern %s stands for %s: %s", (pattern, text, expected) => {
  expect(matches(pattern, text)).toBe(expected);
});

test.each([
  ["a*c", "*b*", true],
  ["task-definition/web:*", "task-definition/*:*", true],
  ["service/web", "service/*/*", false],
  ["*", "", true],
  ["a?", "ab", true],
  ["ab", "a", false],
])("%s and %s have a text in common: %s", (left, right, expected) => {
  expect(overlap(left, right)).toBe(expected);
  expect(overlap(right, left)).toBe(expected);
});

test.each([
  ["arn:aws:ecs:eu-west-1:111122223333:service/main/*", "arn:*:ecs:*:*:service/*/*", true],
  ["arn:aws:ecs:eu-west-1:111122223333:service/main/*", "arn:*:ecs:*:*:cluster/*", false],
  ["arn:aws:s3:::bucket", "arn:*:s3:::*", true],
  ["arn:aws:s3:eu-west-1:111122223333:bucket", "arn:*:s3:::*", false],
])("the ARNs %s and %s can be the same: %s", (left, right, expected) => {
  expect(overlapArns(left, right)).toBe(expected);
});

test.each([
  ["*", "arn:aws:ecs:eu-west-1:111122223333:cluster/main", true],
  [
    "arn:aws:logs:eu-west-1:111122223333:*",
    "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/a:log-stream:b",
    true,
  ],
  ["arn:aws:ecs:*", "arn:aws:ecs:eu-west-1:111122223333:cluster/main", false],
  ["arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/a/b", true],
  ["arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket", false],
])("the ARN pattern %s stands for %s: %s", (pattern, arn, expected) => {
  expect(matchesArn(pattern, arn)).toBe(expected);
});
