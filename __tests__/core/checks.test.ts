import { Fn, Lazy, Token } from "cdktf";
import { Construct } from "constructs";
import { check, checkAtSynthesis, type Checks, rules } from "../../modules/core";
import { refusal, synthesize } from "../support/synth";

/** What a construct `it` says about its input. */
function refused(collect: (checks: Checks) => void): string {
  return refusal((stack) => {
    check(new Construct(stack, "it"), collect);
  });
}

function accepted(collect: (checks: Checks) => void): void {
  synthesize((stack) => {
    check(new Construct(stack, "it"), collect);
  });
}

const size = rules.integer(1, 3, "take 2");
const unknown = {
  text: Lazy.stringValue({ produce: () => "later" }),
  number: Lazy.numberValue({ produce: () => 99 }),
  list: Fn.split(",", "a,b"),
};

describe("the checks of a construct", () => {
  test("stay in one line where a key has a line break", () => {
    const message = refused((c) => {
      c.each({ "a\nb": 4 }, { "a\nb": size });
    });
    expect(message).toBe("test/it: 'a\\nb' must be an integer from 1 to 3, got 4; take 2");
  });

  test("name every wrong prop at once, a line each", () => {
    const message = refused((c) => {
      c.each({ min: 0, max: 4, other: 2 }, { min: size, max: size, other: size });
      c.require(() => false, { prop: "max", must: "be less", got: 4, hint: "lower it" });
    });
    expect(message).toBe(
      [
        "test/it: 'min' must be an integer from 1 to 3, got 0; take 2",
        "test/it: 'max' must be an integer from 1 to 3, got 4; take 2",
        "test/it: 'max' must be less, got 4; lower it",
      ].join("\n"),
    );
  });

  test("name a prop of a prop by its path", () => {
    const message = refused((c) => {
      c.at("containers[0]").at("health").value("retries", 9, size);
      c.at("list").value("", 9, size);
    });
    expect(message).toBe(
      [
        "test/it: 'containers[0].health.retries' must be an integer from 1 to 3, got 9; take 2",
        "test/it: 'list' must be an integer from 1 to 3, got 9; take 2",
      ].join("\n"),
    );
  });

  test("accept what was left out", () => {
    accepted((c) => {
      c.each<{ size?: number }>({}, { size });
    });
  });

  test.each([
    ["the value", [unknown.number]],
    ["another operand", [1, unknown.number]],
    ["an entry of a list", [[1, unknown.text]]],
    ["a list", [unknown.list]],
    ["a value inside of an object", [{ a: { b: unknown.text } }]],
    ["a key of an object", [{ [unknown.text]: 1 }]],
    ["a part of a text", [`prefix-${unknown.text}`]],
  ])("skip a rule while Terraform alone knows %s", (_, of) => {
    accepted((c) => {
      c.require(() => false, { prop: "p", must: "never hold", got: 1, of, hint: "" });
    });
  });

  test("skip the rule of an entry of a list that Terraform alone knows", () => {
    accepted((c) => {
      for (const [index, entry] of unknown.list.entries()) {
        c.value(`list[${index}]`, entry, rules.text(/^a$/, "a", "write a"));
      }
    });
  });

  test("fails when a prop that decides what is made is known to Terraform only", () => {
    const message = refused((c) => {
      c.known({ a: 1, zones: ["a", unknown.text], size: unknown.number });
    });
    expect(message).toBe(
      [
        `test/it: 'zones' must be known at synthesis, got ["a","(known to Terraform)"]; write the value itself: what is made depends on it`,
        "test/it: 'size' must be known at synthesis, got a value that only Terraform knows; write the value itself: what is made depends on it",
      ].join("\n"),
    );
  });

  test("fails when two entries of a list are alike, at the second one", () => {
    const message = refused((c) => {
      const entries = ["a", "b", "a", unknown.text, unknown.text].map((key, index) => ({
        prop: `list[${index}]`,
        key,
      }));
      c.distinct(entries, "the list", "rename one");
    });
    expect(message).toBe(`test/it: 'list[2]' must be unique in the list, got "a"; rename one`);
  });

  test("fails when another construct has claimed a name, and takes the same name elsewhere", () => {
    const message = refusal((stack) => {
      const [one, other] = ["one", "other"].map((id) => new Construct(stack, id)) as [Construct, Construct];
      const claim = { kind: "thing", inWords: "the stack", hint: "choose another" };
      check(one, (c) => {
        c.unique("name", "x", { ...claim, owner: stack });
        c.unique("name", "x", { ...claim, owner: stack });
        c.unique("name", unknown.text, { ...claim, owner: stack });
      });
      check(other, (c) => {
        c.unique("name", "x", { ...claim, owner: one });
        c.unique("name", "x", { ...claim, owner: stack, kind: "other thing" });
        c.unique("name", unknown.text, { ...claim, owner: stack });
        c.unique("name", "x", { ...claim, owner: stack });
      });
    });
    expect(message).toBe(
      `test/other: 'name' must be unique in the stack, got "x"; 'test/one' has it: choose another`,
    );
  });

  test("run at synthesis where they are about what was added later", () => {
    const build = (added: number) => (stack: Construct) => {
      const list: number[] = [];
      checkAtSynthesis(new Construct(stack, "it"), (c) => {
        c.value("list", list, rules.atLeast(1, "entry", "add one"));
      });
      list.push(...Array<number>(added));
    };
    expect(() => synthesize(build(1))).not.toThrow();
    expect(refusal(build(0))).toBe("test/it: 'list' must list at least 1 entry, got []; add one");
  });

  test("show no placeholder of CDKTF", () => {
    const number = Token.asNumber("${var.size}");
    const message = refused((c) => {
      c.require(() => false, { prop: "p", must: "hold", got: { size: number }, of: [], hint: "h" });
    });
    expect(message).toBe(`test/it: 'p' must hold, got {"size":"(known to Terraform)"}; h`);
  });
});
