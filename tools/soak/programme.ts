import type { Baseline } from "./life";
import type { Scenario, ScenarioName } from "./scenarios";

/** How often each kind of scenario is lived through at a first deployment, at most. */
const LIVES: Readonly<Record<ScenarioName, number>> = {
  "kill-terraform": 75,
  "kill-command": 25,
  interrupt: 75,
  "interrupt-call": 25,
  "lost-answer": 40,
  "server-error": 10,
  throttling: 10,
  reset: 10,
  "expired-token": 10,
};

/**
 * All that is to be lived through, in such an order that every part of it has about as many of each kind as the whole:
 * every call of a new version, then calls and moments of a first deployment at random, no call twice before all others.
 *
 * @param names only these kinds. @default - all
 */
export function programmeOf(
  { calls, seconds }: Pick<Baseline, "calls" | "seconds">,
  random: () => number,
  names: readonly ScenarioName[] = Object.keys(LIVES) as ScenarioName[],
): Scenario[] {
  const bumps = upTo(calls.bump).flatMap((at) =>
    (["kill-terraform", "lost-answer"] as const).map((name): Scenario => ({ name, change: "bump", at })),
  );
  // The kills have their calls in common: together they come to every one.
  const killed = shuffledCalls(calls.first, random);
  const lost = shuffledCalls(calls.first, random);
  const interrupted = shuffledCalls(calls.first, random);
  const moments: Readonly<Partial<Record<ScenarioName, () => number>>> = {
    "kill-terraform": killed,
    "kill-command": killed,
    "lost-answer": lost,
    interrupt: () => random() * seconds.first,
    "interrupt-call": interrupted,
  };
  const firsts = names
    .flatMap((name) => upTo(LIVES[name]).map((n) => ({ name, place: (n - 0.5) / LIVES[name] })))
    .sort((one, other) => one.place - other.place)
    .map(({ name }): Scenario => ({ name, change: "first", at: moments[name]?.() ?? 0 }));
  return [...bumps.filter(({ name }) => names.includes(name)), ...firsts];
}

/** Numbers from 1 on in a random order, and again from the beginning. */
function shuffledCalls(count: number, random: () => number): () => number {
  let left: number[] = [];
  return () => {
    left = left.length === 0 ? upTo(count) : left;
    const [next = 1] = left.splice(Math.floor(random() * left.length), 1);
    return next;
  };
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
