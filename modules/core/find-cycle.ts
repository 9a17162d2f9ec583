/**
 * Follows edges until a node is met again.
 *
 * @param edges the nodes that each node leads to; one that is not among the keys leads nowhere
 * @returns the nodes of a cycle in order, the first one repeated at the end; `undefined` when there is none
 */
export function findCycle(edges: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const follow = (node: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(node)) {
      return [...path.slice(path.indexOf(node)), node];
    }
    if (done.has(node)) {
      return undefined;
    }
    for (const next of edges.get(node) ?? []) {
      const cycle = follow(next, [...path, node]);
      if (cycle !== undefined) {
        return cycle;
      }
    }
    done.add(node);
    return undefined;
  };
  for (const node of edges.keys()) {
    const cycle = follow(node, []);
    if (cycle !== undefined) {
      return cycle;
    }
  }
  return undefined;
}
