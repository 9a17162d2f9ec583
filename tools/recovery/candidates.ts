import type { clientConfig } from "../aws/aws-client";
import type { State } from "../terraform/terraform-state";
import type { Candidate } from "./candidate";
import { chosenImportId, importsByItsId, isRepeatable } from "./import-ids";
import { inDependencyOrder } from "./dependency-order";
import { lookupOf } from "./lookups";
import { attributesByAddress, knownIds, type LostResource } from "./lost-resources";
import { referencesIn, resolveReferences, type ValueOf } from "./references";
import type { StackBlocks } from "./stack-blocks";

export interface Candidates {
  readonly found: readonly Candidate[];
  /** Resources that nothing of this project can look for. */
  readonly unsearchable: readonly LostResource[];
}

/**
 * Looks for resources that may have been made: by what Terraform said they are, by the ids that follow from their
 * arguments, and by asking AWS for what fits. Whether those that were not asked for exist is for Terraform to tell.
 */
export async function findCandidates(
  lost: readonly LostResource[],
  state: State,
  blocks: StackBlocks,
  config: ReturnType<typeof clientConfig>,
): Promise<Candidates> {
  const known = attributesByAddress(state);
  const ids = knownIds(state);
  const found = new Map<string, Candidate>();
  const unsearchable: LostResource[] = [];
  /** Addresses of what was looked for in vain: what refers to them was not made either. */
  const missing = new Set<string>();
  const valueOf: ValueOf = (address, attribute) => {
    const candidate = found.get(address);
    const described = blocks.find(address)?.[attribute];
    const value =
      candidate === undefined
        ? known.get(address)?.[attribute]
        : typeof described === "string"
          ? resolveReferences(described, valueOf)
          : valueIn(candidate.importId, attribute);
    return typeof value === "string" ? value : undefined;
  };
  const find = (one: LostResource, importId: string) => {
    found.set(one.address, { ...one, importId, resolvedId: resolveReferences(importId, valueOf) });
  };
  const searched = lost.filter(({ type }) => !isRepeatable(type));
  for (const one of inDependencyOrder(searched, blocks)) {
    const { address, type, id, begun } = one;
    const block = blocks.find(address);
    const chosen = block === undefined ? undefined : chosenImportId(type, block);
    const lookup = lookupOf(type);
    const needed = id === undefined ? blocks.dependenciesOf(address) : [];
    if (needed.some((each) => missing.has(each))) {
      missing.add(address);
    } else if (id !== undefined && chosen === undefined && importsByItsId(type)) {
      find(one, id);
    } else if (block !== undefined && lookup !== undefined) {
      const resolved = resolveReferences(block, valueOf);
      const fitting = await lookup({ block: resolved, tags: blocks.tagsOf(block), begun }, config);
      const [importId] = fitting.filter((each) => !ids.has(each));
      if (importId !== undefined) {
        find(one, importId);
      } else if (!known.has(address)) {
        missing.add(address);
      }
    } else if (chosen === undefined) {
      unsearchable.push(one);
    } else if (referencesIn(chosen).every((each) => found.has(each) || known.has(each))) {
      find(one, chosen);
    }
  }
  return { found: [...found.values()], unsearchable };
}

/** What is known of a resource that was found: by what it is imported, which is its id, ARN or name. */
function valueIn(importId: string, attribute: string): string | undefined {
  const isArn = importId.startsWith("arn:");
  return attribute === "id" || (attribute === "arn" && isArn) || (attribute === "name" && !isArn)
    ? importId
    : undefined;
}
