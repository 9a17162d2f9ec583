import { applyMutant, type Mutant, originalText, shuffle } from "../../../tools/mutation/mutants";

const TEXT = ["const a = 1;", "if (a >= 2) {", "  stop(", "    a,", "  );", "}", ""].join("\n");

function mutant(start: [number, number], end: [number, number], replacement: string): Mutant {
  const [from, to] = [start, end].map(([line, column]) => ({ line, column }));
  return { file: "a.ts", start: from, end: to, replacement } as Mutant;
}

describe("a mutant", () => {
  test("replaces a part of a line", () => {
    const one = mutant([1, 4], [1, 10], "a > 2");
    expect(originalText(one, TEXT)).toBe("a >= 2");
    expect(applyMutant(one, TEXT)).toBe(TEXT.replace("a >= 2", "a > 2"));
  });

  test("replaces several lines", () => {
    const one = mutant([1, 12], [5, 1], "{}");
    expect(originalText(one, TEXT)).toBe("{\n  stop(\n    a,\n  );\n}");
    expect(applyMutant(one, TEXT)).toBe("const a = 1;\nif (a >= 2) {}\n");
  });
});

describe("the order in which mutants are drawn", () => {
  const items = Array.from({ length: 50 }, (_, index) => index);

  test("has every mutant once", () => {
    expect(shuffle(items, 1).sort((a, b) => a - b)).toEqual(items);
  });

  test("is the same for the same seed, and another for another", () => {
    expect(shuffle(items, 7)).toEqual(shuffle(items, 7));
    expect(shuffle(items, 7)).not.toEqual(shuffle(items, 8));
  });
});
