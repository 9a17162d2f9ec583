import { Construct } from "constructs";
import {
  acknowledgeWarning,
  acknowledgeWarnings,
  checkAtSynthesis,
  type WarningCode,
} from "../../modules/core";
import { refusal, warnings } from "../support/synth";

const CODE: WarningCode = "ECS-ACK-002";

/** A construct that is warned of. */
function warned(scope: Construct, id: string): Construct {
  const construct = new Construct(scope, id);
  checkAtSynthesis(construct, (c) => {
    c.require(() => false, { prop: "size", must: "be small", got: 9, hint: "shrink it", code: CODE });
  });
  return construct;
}

describe("an acknowledgement", () => {
  test("is told with its reason, for the construct and what is in it", () => {
    expect(
      warnings((stack) => {
        const outer = warned(stack, "a");
        warned(outer, "inner");
        warned(stack, "ab");
        acknowledgeWarning(outer, CODE, "measured");
      }),
    ).toEqual([
      "test/a: 'size' should be small, got 9; shrink it [ECS-ACK-002] (measured)",
      "test/a/inner: 'size' should be small, got 9; shrink it [ECS-ACK-002] (measured)",
      "test/ab: 'size' should be small, got 9; shrink it [ECS-ACK-002]",
    ]);
  });

  test("of the nearest construct is the one that counts, and that of the whole program does for the rest", () => {
    expect(
      warnings((stack) => {
        acknowledgeWarnings(stack.node.root, { [CODE]: "everywhere" });
        acknowledgeWarnings(warned(stack, "a"), { [CODE]: "here" });
        warned(stack, "b");
      }),
    ).toEqual([
      "test/a: 'size' should be small, got 9; shrink it [ECS-ACK-002] (here)",
      "test/b: 'size' should be small, got 9; shrink it [ECS-ACK-002] (everywhere)",
    ]);
  });

  test("that acknowledges nothing is a warning", () => {
    expect(
      warnings((stack) => {
        acknowledgeWarning(new Construct(stack, "a"), CODE, "measured");
        warned(stack, "b");
      }),
    ).toEqual([
      `test/a: 'acknowledge' should name a warning that there is, got "ECS-ACK-002"; remove it [ECS-ACK-002]`,
      "test/b: 'size' should be small, got 9; shrink it [ECS-ACK-002]",
    ]);
  });

  test("fails when there is no such warning, or no reason", () => {
    expect(
      refusal((stack) => {
        acknowledgeWarning(stack, "ECS-NO-001" as WarningCode, " ");
      }),
    ).toBe(
      [
        `test: 'acknowledge' must be the code of a warning, got "ECS-NO-001"; docs/checks.md has them all; an error is mended [ECS-ACK-001]`,
        `test: 'acknowledge.ECS-NO-001' must be a reason, got " "; say why it is right as it is [ECS-ACK-001]`,
      ].join("\n"),
    );
  });

  test("fails when it is of an error", () => {
    expect(
      refusal((stack) => {
        acknowledgeWarning(stack, "ECS-ACK-001" as WarningCode, "I know");
      }),
    ).toBe(
      `test: 'acknowledge' must be the code of a warning, got "ECS-ACK-001"; docs/checks.md has them all; an error is mended [ECS-ACK-001]`,
    );
  });
});
