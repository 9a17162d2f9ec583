import { programmeOf } from "../../../tools/soak/programme";
import { randomFrom } from "../../../tools/soak/random";

const baseline = { calls: { first: 90, bump: 2 }, seconds: { first: 60, bump: 9 } };
const programme = programmeOf(baseline, randomFrom(1));
const firsts = programme.filter(({ change }) => change === "first");
const of = (...names: string[]) => firsts.filter(({ name }) => names.includes(name));

describe("the programme of the soak", () => {
  test("begins with every call of a new version, killed at and with its answer lost", () => {
    expect(programme.slice(0, 4)).toEqual([
      { name: "kill-terraform", change: "bump", at: 1 },
      { name: "lost-answer", change: "bump", at: 1 },
      { name: "kill-terraform", change: "bump", at: 2 },
      { name: "lost-answer", change: "bump", at: 2 },
    ]);
    expect(firsts).toHaveLength(programme.length - 4);
  });

  test("kills a first deployment a hundred times, at every call", () => {
    const kills = of("kill-terraform", "kill-command").map(({ at }) => at);

    expect(kills).toHaveLength(100);
    expect(new Set(kills.slice(0, 90)).size).toBe(90);
    expect([Math.min(...kills), Math.max(...kills)]).toEqual([1, 90]);
  });

  test("interrupts it a hundred times, at moments while it lasts and at calls", () => {
    const moments = of("interrupt").map(({ at }) => at);
    const calls = of("interrupt-call").map(({ at }) => at);

    expect([new Set(moments).size, new Set(calls).size]).toEqual([75, 25]);
    expect(calls.filter((at) => !Number.isInteger(at) || at < 1 || at > 90)).toEqual([]);
    expect(moments.filter((at) => at < 0 || at > 60)).toEqual([]);
    expect(moments.filter((at) => at < 20).length).toBeGreaterThan(15);
    expect(moments.filter((at) => at > 40).length).toBeGreaterThan(15);
  });

  test("has in a tenth of it about a tenth of each kind", () => {
    const tenth = firsts.slice(0, firsts.length / 10);
    const counts = (...names: string[]) => tenth.filter(({ name }) => names.includes(name)).length;

    const kinds = [
      counts("kill-terraform", "kill-command"),
      counts("interrupt", "interrupt-call"),
      counts("lost-answer"),
    ];

    expect(kinds).toEqual([11, 9, 4]);
  });

  test("is the same for the same seed, and another for another", () => {
    expect(programmeOf(baseline, randomFrom(1))).toEqual(programme);
    expect(programmeOf(baseline, randomFrom(2))).not.toEqual(programme);
  });

  test("can be of some kinds only", () => {
    const names = programmeOf(baseline, randomFrom(1), ["interrupt"]).map(({ name }) => name);

    expect([new Set(names), names.length]).toEqual([new Set(["interrupt"]), 75]);
  });
});
