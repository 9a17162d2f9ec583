import { Construct } from "constructs";
import { attempt, check, checkAtSynthesis } from "../../modules/core";
import { refusal, synthesize } from "../support/synth";

const diagnostic = { prop: "size", must: "be small", got: { width: 9 }, hint: "shrink it" };

/** A construct that is wrong at once. */
class Refused extends Construct {
  constructor(scope: Construct, id: string, got: unknown = diagnostic.got) {
    super(scope, id);
    check(this, (c) => {
      c.require(() => false, { ...diagnostic, got });
    });
  }
}

/** A construct of which only the whole program shows that it is wrong. */
class RefusedLater extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    checkAtSynthesis(this, (c) => {
      c.require(() => false, diagnostic);
    });
  }
}

describe("the report on a program", () => {
  test("is empty for a good one", () => {
    expect(() => synthesize((stack) => new Construct(stack, "good"))).not.toThrow();
  });

  test("fails when a construct is wrong", () => {
    expect(refusal((stack) => new RefusedLater(stack, "one"))).toBe(
      `test/one: 'size' must be small, got {"width":9}; shrink it`,
    );
  });

  test("fails when several constructs are wrong, with a line for each, sorted by path", () => {
    const message = refusal((stack) => {
      new RefusedLater(stack, "c");
      attempt(stack, () => new Refused(stack, "b", 2));
      attempt(stack, () => new Refused(new Construct(stack, "a"), "deep"));
    });
    expect(message).toBe(
      [
        `test/a/deep: 'size' must be small, got {"width":9}; shrink it`,
        `test/b: 'size' must be small, got 2; shrink it`,
        `test/c: 'size' must be small, got {"width":9}; shrink it`,
      ].join("\n"),
    );
  });

  test("fails when something was not added, and says so only while nothing is refused that may be it", () => {
    const needy = (stack: Construct) => {
      checkAtSynthesis(new Construct(stack, "needy"), (c) => {
        c.requireAdded(() => false, diagnostic);
      });
    };
    const message = refusal((stack) => {
      needy(stack);
      attempt(stack, () => new Refused(stack, "b", 2));
    });

    expect(refusal(needy)).toBe(`test/needy: 'size' must be small, got {"width":9}; shrink it`);
    expect(message).toBe(`test/b: 'size' must be small, got 2; shrink it`);
  });

  test("does not swallow a defect of the program", () => {
    const build = () =>
      synthesize((stack) => {
        attempt(stack, () => {
          throw new TypeError("a defect");
        });
      });
    expect(build).toThrow(new TypeError("a defect"));
  });
});
