import { Construct } from "constructs";
import { attempt, check, checkAtSynthesis, InputError } from "../../modules/core";
import { refusal, synthesize, warnings } from "../support/synth";

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

  test("carries what is wrong as data", () => {
    const error = caught(() => {
      synthesize((stack) => new RefusedLater(stack, "one"));
    });

    expect(InputError.isInputError(error) && error.diagnostics).toEqual([
      {
        ...{ severity: "error", code: "ECS-PROP-001", path: "test/one" },
        ...diagnostic,
        got: '{"width":9}',
        message: `test/one: 'size' must be small, got {"width":9}; shrink it`,
      },
    ]);
  });

  test("carries lines about files, each with its place", () => {
    const { diagnostics } = new InputError("a.yml:3:5: error: no image\nunreadable");

    expect(diagnostics).toEqual([
      {
        ...{ severity: "error", code: "ECS-PROP-001", path: "a.yml:3:5" },
        message: "a.yml:3:5: error: no image",
      },
      { severity: "error", code: "ECS-PROP-001", path: "", message: "unreadable" },
    ]);
  });

  test("has warnings, with their codes, of constructs that are made", () => {
    expect(
      warnings((stack) => {
        warnAtSynthesis(new Construct(stack, "b"));
        warnAtOnce(new Construct(stack, "a"));
      }),
    ).toEqual([
      "test/a: 'size' should be small, got 9; shrink it [ECS-ACK-002]",
      "test/b: 'size' should be small, got 9; shrink it [ECS-ACK-002]",
    ]);
  });

  test("fails when there are errors, and carries the warnings beside them", () => {
    const error = caught(() => {
      synthesize((stack) => {
        warnAtSynthesis(stack);
        new RefusedLater(stack, "one");
      });
    });

    expect(error).toMatchObject({
      message: `test/one: 'size' must be small, got {"width":9}; shrink it`,
      diagnostics: [{ severity: "warning" }, { severity: "error" }],
    });
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

const warning = { ...diagnostic, got: 9, code: "ECS-ACK-002" } as const;

function warnAtOnce(scope: Construct): void {
  check(scope, (c) => {
    c.require(() => false, warning);
  });
}

function warnAtSynthesis(scope: Construct): void {
  checkAtSynthesis(scope, (c) => {
    c.require(() => false, warning);
  });
}

function caught(action: () => void): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error("expected the input to be refused, but it was accepted");
}
