import type { IConstruct } from "constructs";

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

/** Claims `name` for the construct `by`. Returns the construct that has it already; `undefined` if it is claimed now. */
export function claim({ owner, kind }: Claim, name: string, by: IConstruct): IConstruct | undefined {
  const claims = claimsOf(owner);
  const names = claims.get(kind) ?? new Map<string, IConstruct>();
  claims.set(kind, names);
  const holder = names.get(name);
  if (holder === undefined || holder === by) {
    names.set(name, by);
    return undefined;
  }
  return holder;
}

function claimsOf(owner: IConstruct & { [CLAIMS]?: Claims }): Claims {
  owner[CLAIMS] ??= new Map();
  return owner[CLAIMS];
}
