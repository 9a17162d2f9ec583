import fc from "fast-check";
import { findCycle } from "../../modules/core";

const nodes = ["a", "b", "c", "d", "e", "f"];

test("there is no cycle as long as edges lead to later nodes only", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(5))), (pairs) => {
      const edges = new Map(
        nodes.map((node, from) => [
          node,
          pairs.flatMap(([one, other]) => (one === from && other > from ? (nodes[other] ?? []) : [])),
        ]),
      );

      expect(findCycle(edges)).toBeUndefined();
    }),
  );
});

test("the cycle that is found follows edges and ends where it begins", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...nodes), { minLength: 6, maxLength: 6 }), (targets) => {
      // Every node leads somewhere, so that there is a cycle.
      const edges = new Map(nodes.map((node, index) => [node, [targets[index] ?? node]]));
      const cycle = findCycle(edges) ?? [];

      expect(cycle.length).toBeGreaterThan(1);
      expect(cycle[0]).toBe(cycle.at(-1));
      cycle.slice(1).forEach((node, index) => {
        expect(edges.get(cycle[index] ?? "")).toContain(node);
      });
    }),
  );
});
