import { Construct } from "constructs";
import { describeFinding } from "../../modules/validation";
import { refusal, synthesize } from "../support/synth";

/** A construct that finds fault with itself, as one does whose rule is about several constructs. */
class Faulty extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const finding = { prop: "size", must: "be small", got: { width: 9 }, remedy: "shrink it" };
    this.node.addValidation({ validate: () => [describeFinding(this, finding)] });
  }
}

describe("the validations of a tree of constructs", () => {
  test("find nothing in a good one", () => {
    expect(() => synthesize((stack) => new Construct(stack, "good"))).not.toThrow();
  });

  test("fails when one construct finds fault", () => {
    expect(refusal((stack) => new Faulty(stack, "one"))).toBe(
      `test/one: 'size' must be small, got {"width":9}; shrink it`,
    );
  });

  test("fails when several constructs find fault, with a line for each", () => {
    const message = refusal((stack) => {
      new Faulty(stack, "one");
      new Faulty(new Construct(stack, "deep"), "two");
    });
    expect(message).toBe(
      [
        `test/one: 'size' must be small, got {"width":9}; shrink it`,
        `test/deep/two: 'size' must be small, got {"width":9}; shrink it`,
      ].join("\n"),
    );
  });
});
