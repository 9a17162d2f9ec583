import { Lazy, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { check, type Rule, rules } from "../../modules/core";
import { refusal, synthesize } from "../support/synth";

function refused<T>(value: T | undefined, rule: Rule<T>): string {
  return refusal((stack) => {
    applied(stack, value, rule);
  });
}

function accepted<T>(value: T | undefined, rule: Rule<T>): void {
  expect(() =>
    synthesize((stack) => {
      applied(stack, value, rule);
    }),
  ).not.toThrow();
}

function applied<T>(stack: TerraformStack, value: T | undefined, rule: Rule<T>): void {
  check(new Construct(stack, "it"), (c) => {
    c.value("prop", value, rule);
  });
}

const count = rules.integer(1, 3, "take 2");
const word = rules.text(/^[a-z]+$/, "lowercase letters", "write it small");
const colour = rules.oneOf(["red", "green"], "take red");
const list = rules.atLeast(1, "thing", "add one");

describe("a rule", () => {
  test("accepts what meets it, its limits included", () => {
    accepted(1, count);
    accepted(3, count);
    accepted("abc", word);
    accepted("green", colour);
    accepted(["a"], list);
  });

  test("accepts a prop that was left out", () => {
    accepted(undefined, count);
  });

  test("accepts what only Terraform knows", () => {
    accepted(Lazy.stringValue({ produce: () => "LATER" }), word);
    accepted(Lazy.numberValue({ produce: () => 99 }), count);
  });

  test.each<[string, () => string, string]>([
    ["a number is too small", () => refused(0, count), "be an integer from 1 to 3, got 0; take 2"],
    ["a number is too great", () => refused(4, count), "be an integer from 1 to 3, got 4; take 2"],
    ["a number is no integer", () => refused(1.5, count), "be an integer from 1 to 3, got 1.5; take 2"],
    ["a text does not match", () => refused("ABC", word), 'be lowercase letters, got "ABC"; write it small'],
    [
      "a value is none of those offered",
      () => refused("blue", colour),
      'be one of "red", "green", got "blue"; take red',
    ],
    ["a list is too short", () => refused([], list), "list at least 1 thing, got []; add one"],
  ])("fails when %s", (_, refuse, message) => {
    expect(refuse()).toBe(`test/it: 'prop' must ${message}`);
  });
});
