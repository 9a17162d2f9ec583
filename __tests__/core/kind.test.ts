import { Kind } from "../../modules/core";

class Thing {
  constructor(kind?: Kind<Thing>) {
    kind?.put(this);
  }
}

describe("a kind", () => {
  const kind = new Kind<Thing>("Test");

  test("has what was marked, and nothing else", () => {
    expect(
      [new Thing(kind), new Thing(), {}, null, undefined, "Test"].map((thing) => kind.has(thing)),
    ).toEqual([true, ...Array<boolean>(5).fill(false)]);
  });

  test("is the same in another copy of the package", () => {
    const copy = new Kind<Thing>("Test");
    expect(copy.has(new Thing(kind))).toBe(true);
    expect(new Kind<Thing>("Other").has(new Thing(kind))).toBe(false);
  });
});
