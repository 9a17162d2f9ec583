import type { Block } from "../../support/synth";
import { type Requirement, requirements } from "./requirements";

/**
 * What a stack's resources need and do not wait for, a line each. Terraform makes at the same time what does not depend
 * on one another, so AWS answers by chance.
 *
 * @param json the synthesized stack
 */
export function missingDependencies(json: Block): string[] {
  const graph = new DependencyGraph(json);
  return requirements.flatMap((requirement) =>
    graph.list(requirement.dependent, requirement.where).flatMap((dependent) =>
      graph
        .needed(dependent, requirement)
        .filter((address) => !graph.closure(dependent).has(address))
        .map((address) => `${dependent} does not wait for ${address}: ${requirement.otherwise}`),
    ),
  );
}

/** A stack's resources, and what each of them refers to. */
class DependencyGraph {
  private readonly blocks = new Map<string, Block>();
  private readonly known = new Map<string, readonly string[]>();
  private readonly locals: Block;

  constructor(json: Block) {
    this.locals = (json.locals ?? {}) as Block;
    const types = Object.entries((json.resource ?? {}) as Record<string, Record<string, Block>>);
    for (const [type, resources] of types) {
      for (const [id, block] of Object.entries(resources)) {
        this.blocks.set(`${type}.${id}`, block);
      }
    }
  }

  /** Addresses of the resources of a type that have these attributes. */
  list(type: string, where: Readonly<Record<string, unknown>> = {}): string[] {
    return [...this.blocks]
      .filter(([address]) => address.startsWith(`${type}.`))
      .filter(([, block]) => Object.entries(where).every(([name, value]) => block[name] === value))
      .map(([address]) => address);
  }

  /** What a resource must wait for: what refers to the same things as it. */
  needed(dependent: string, { needs, neededWhere, sharing }: Requirement): string[] {
    const candidates = needs.flatMap((type) => this.list(type, neededWhere));
    if (sharing === undefined) {
      return candidates;
    }
    const shared = [...this.closure(dependent)].filter((address) => address.startsWith(`${sharing}.`));
    return candidates.filter((address) => shared.some((one) => this.references(address).includes(one)));
  }

  /** All that Terraform has made before it makes the resource. */
  closure(address: string, found = new Set<string>()): ReadonlySet<string> {
    for (const reference of this.references(address).filter((one) => !found.has(one))) {
      found.add(reference);
      this.closure(reference, found);
    }
    return found;
  }

  private references(address: string): readonly string[] {
    const known = this.known.get(address) ?? this.referencesIn(JSON.stringify(this.blocks.get(address)));
    this.known.set(address, known);
    return known;
  }

  private referencesIn(text: string): string[] {
    const local = [...text.matchAll(/\blocal\.([\w-]+)/g)].flatMap(([, name = ""]) =>
      this.referencesIn(JSON.stringify(this.locals[name] ?? "")),
    );
    const direct = [...text.matchAll(/(?<![\w.-])\w+\.[\w-]+/g)].map(([reference]) => reference);
    return [...direct.filter((reference) => this.blocks.has(reference)), ...local];
  }
}
