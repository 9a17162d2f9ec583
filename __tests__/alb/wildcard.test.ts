import fc from "fast-check";
import { includesPattern, literalPrefix } from "../../modules/alb/wildcard";

/** Letters of texts: one more than patterns have, since a text may have any. */
const LETTERS = ["a", "b", "z"];
const patterns = fc.array(fc.constantFrom("a", "b", "*", "?"), { maxLength: 5 }).map((all) => all.join(""));
/** As long as the longest pattern, and what its wildcards leave over. */
const texts = allTexts(7);

/** What a pattern takes, by regular expressions: independent of what is tested. */
function expressionOf(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll("?", ".").replaceAll("*", ".*")}$`);
}

function allTexts(maxLength: number): string[] {
  const longer = (shorter: readonly string[]) =>
    shorter.flatMap((text) => LETTERS.map((letter) => text + letter));
  const ofLength = [[""]];
  for (let length = 1; length <= maxLength; length += 1) {
    ofLength.push(longer(ofLength[length - 1] ?? []));
  }
  return ofLength.flat();
}

test("a pattern includes another one if and only if it takes each text that the other one takes", () => {
  fc.assert(
    fc.property(patterns, patterns, (outer, inner) => {
      const [outerTakes, innerTakes] = [expressionOf(outer), expressionOf(inner)];
      const missed = texts.find((text) => innerTakes.test(text) && !outerTakes.test(text));
      expect([outer, inner, includesPattern(outer, inner)]).toEqual([outer, inner, missed === undefined]);
    }),
    { seed: 13, numRuns: 1000 },
  );
});

test("patterns with many wildcards are compared in no time", () => {
  const many = `${"*a".repeat(60)}*`;
  const started = performance.now();
  expect(includesPattern(many, `${many}b`)).toBe(true);
  expect(includesPattern(`${many}b`, many)).toBe(false);
  expect(performance.now() - started).toBeLessThan(1000);
});

test("a pattern begins with what stands before its first wildcard", () => {
  expect(["/api/*", "/a?b*", "*.example.com", "/health"].map(literalPrefix)).toEqual([
    "/api/",
    "/a",
    "",
    "/health",
  ]);
});
