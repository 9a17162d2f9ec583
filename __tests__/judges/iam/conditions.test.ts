import { areMet, type RequestContext } from "./conditions";
import type { Conditions } from "./policies";

const cluster = "arn:aws:ecs:eu-west-1:111122223333:cluster/main";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
test.each<[string, Conditions, RequestContext, boolean]>([
  [
    "a text is the one that is wanted",
    { StringEquals: { "s3:prefix": ["env:/"] } },
    { "s3:prefix": "env:/" },
    true,
  ],
  ["a text is another one", { StringEquals: { "s3:prefix": ["env:/"] } }, { "s3:prefix": "env" }, false],
  [
    "a key is written in other capitals",
    { StringEquals: { "S3:Prefix": ["a"] } },
    { "s3:prefix": "a" },
    true,
  ],
  ["one of two values is wanted", { StringEquals: { "s3:prefix": ["a", "b"] } }, { "s3:prefix": "b" }, true],
  ["one of two keys is not as wanted", { StringEquals: { a: ["1"], b: ["2"] } }, { a: "1", b: "1" }, false],
  [
    "one of two operators is not met",
    { StringEquals: { a: ["1"] }, Bool: { b: ["true"] } },
    { a: "1", b: "false" },
    false,
  ],
  ["the request has not the key", { StringEquals: { "s3:prefix": ["env:/"] } }, {}, false],
  ["nothing has the key, if it exists", { StringEqualsIfExists: { "ecs:privileged": ["false"] } }, {}, true],
  [
    "the key exists and is not as wanted",
    { StringEqualsIfExists: { "ecs:privileged": ["false"] } },
    { "ecs:privileged": "true" },
    false,
  ],
  ["a text is none of the unwanted", { StringNotEquals: { a: ["1", "2"] } }, { a: "3" }, true],
  ["a text is one of the unwanted", { StringNotEquals: { a: ["1", "2"] } }, { a: "2" }, false],
  ["the request has not the key of what is unwanted", { StringNotEquals: { a: ["1"] } }, {}, true],
  ["a text is like a pattern", { StringLike: { a: ["/acc/*"] } }, { a: "/acc/shop" }, true],
  [
    "a pattern counts as a text where wildcards mean nothing",
    { StringEquals: { a: ["/acc/*"] } },
    { a: "/acc/shop" },
    false,
  ],
  ["an ARN is the wanted one", { ArnEquals: { "ecs:cluster": [cluster] } }, { "ecs:cluster": cluster }, true],
  ["an ARN is like a pattern", { ArnEquals: { a: [`${cluster}*`] } }, { a: `${cluster}-2` }, true],
  [
    "a wildcard would have to reach over a colon",
    { ArnLike: { a: ["arn:aws:ecs:*:cluster/main"] } },
    { a: cluster },
    false,
  ],
  [
    "a truth is as wanted",
    { Bool: { "aws:SecureTransport": ["false"] } },
    { "aws:SecureTransport": "false" },
    true,
  ],
  ["a key must be missing and is", { Null: { "ecs:subnet": ["true"] } }, {}, true],
  ["a key must be missing and is not", { Null: { "ecs:subnet": ["true"] } }, { "ecs:subnet": ["a"] }, false],
  ["a key must be there and is", { Null: { "ecs:subnet": ["false"] } }, { "ecs:subnet": ["a"] }, true],
  [
    "all of several values are wanted",
    { "ForAllValues:StringEquals": { s: ["a", "b"] } },
    { s: ["a", "b"] },
    true,
  ],
  [
    "one of several values is not wanted",
    { "ForAllValues:StringEquals": { s: ["a"] } },
    { s: ["a", "b"] },
    false,
  ],
  ["all of no values are wanted", { "ForAllValues:StringEquals": { s: ["a"] } }, {}, true],
  ["any of several values is wanted", { "ForAnyValue:StringEquals": { s: ["a"] } }, { s: ["a", "b"] }, true],
  ["any of no values is wanted", { "ForAnyValue:StringEquals": { s: ["a"] } }, {}, false],
])("when %s, conditions %j are met by %j: %s", (_when, conditions, context, expected) => {
  expect(areMet(conditions, context)).toBe(expected);
});

test("fails when an operator is none that the judge knows", () => {
  expect(() =>
    areMet({ IpAddress: { "aws:SourceIp": ["10.0.0.0/8"] } }, { "aws:SourceIp": "10.0.0.1" }),
  ).toThrow(new Error("the judge does not know the condition operator IpAddress"));
});
