import type { IConstruct } from "constructs";
import { isPlaceholder } from "./is-known";

/** Where a name must be unique. */
export interface Claim {
  /** The thing that holds the names: a balancer, a cluster, a stack, the app. */
  readonly owner: IConstruct;
  /** What the names are of, e.g. `service`; each kind has names of its own. */
  readonly kind: string;
  /** The owner in a message, e.g. `the cluster`. */
  readonly inWords: string;
  /** What to do about a name that another construct has. */
  readonly hint: string;
}

const CLAIMS = Symbol.for("ecs-terraform-cdk.claims");

type Claims = Map<string, Map<string, IConstruct>>;

/** The construct that has claimed `name`, if one has. */
export function holderOf({ owner, kind }: Claim, name: string | number): IConstruct | undefined {
  return claimsOf(owner).get(kind)?.get(String(name));
}

/** How many names have been claimed. */
export function countOf({ owner, kind }: Pick<Claim, "owner" | "kind">): number {
  return claimsOf(owner).get(kind)?.size ?? 0;
}

/**
 * Claims `name` for the construct `by`; what only Terraform knows claims nothing.
 *
 * @returns the construct that has it already; `undefined` if it is claimed now
 */
export function claim({ owner, kind }: Claim, name: string | number, by: IConstruct): IConstruct | undefined {
  if (isPlaceholder(name)) {
    return undefined;
  }
  const claims = claimsOf(owner);
  const names = claims.get(kind) ?? new Map<string, IConstruct>();
  claims.set(kind, names);
  const holder = names.get(String(name));
  if (holder === undefined || holder === by) {
    names.set(String(name), by);
    return undefined;
  }
  return holder;
}

function claimsOf(owner: IConstruct & { [CLAIMS]?: Claims }): Claims {
  owner[CLAIMS] ??= new Map();
  return owner[CLAIMS];
}
