/**
 * Whether `outer` takes every text that `inner` takes. In both a * stands for any text and a ? for any character.
 *
 * It is enough to try the wildcards of `inner` with a character that `outer` does not have: what takes that one by a
 * wildcard takes every other one, too. So for a * only the length of its text counts.
 */
export function includesPattern(outer: string, inner: string): boolean {
  const tried = new Set<string>();
  const includes = (states: readonly number[], position: number): boolean => {
    if (states.length === 0) {
      return false;
    }
    if (position === inner.length) {
      return states.at(-1) === outer.length;
    }
    const key = `${position}:${states.join()}`;
    if (tried.has(key)) {
      // Being tried further up, or found to be right: else all of it had ended.
      return true;
    }
    tried.add(key);
    const symbol = inner[position] ?? "";
    return symbol === ANY_TEXT
      ? includes(states, position + 1) && includes(step(outer, states, ANY_CHARACTER), position)
      : includes(step(outer, states, symbol), position + 1);
  };
  return includes(reachable(outer, [0]), 0);
}

/** What every text that the pattern takes begins with. */
export function literalPrefix(pattern: string): string {
  return /^[^*?]*/.exec(pattern)?.[0] ?? "";
}

const ANY_TEXT = "*";
const ANY_CHARACTER = "?";

/** The positions in a pattern, in ascending order, behind which the rest of a text may go on after one more symbol. */
function step(pattern: string, states: readonly number[], symbol: string): readonly number[] {
  const next = states.flatMap((state) => {
    const expected = pattern[state];
    if (expected === ANY_TEXT) {
      return state;
    }
    return expected === ANY_CHARACTER || expected === symbol ? state + 1 : [];
  });
  return reachable(pattern, next);
}

/** A * may stand for nothing. */
function reachable(pattern: string, states: readonly number[]): readonly number[] {
  const all = new Set<number>();
  for (const state of states) {
    all.add(state);
    for (let next = state; pattern[next] === ANY_TEXT; next += 1) {
      all.add(next + 1);
    }
  }
  return [...all].sort((a, b) => a - b);
}
