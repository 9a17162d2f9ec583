import { areMet, type RequestContext } from "./conditions";
import type { Statement } from "./policies";
import { matches, matchesArn } from "./wildcards";

/** Who makes a request, as a policy's `Principal` names them. */
export type Principal =
  /** A role or user of the account. */
  { readonly AWS: string } | { readonly Service: string } | { readonly Federated: string };

export interface Request {
  readonly principal: Principal;
  readonly action: string;
  /** `*` for actions that are not limited to resources. */
  readonly resource: string;
  readonly context: RequestContext;
}

/** The policies that decide about a request. */
export interface PoliciesInForce {
  /** Of the role or user; services have none. */
  readonly identity: readonly Statement[];
  /** Of the resource, or the trust policy of a role that is assumed; `undefined` if it has none. */
  readonly resource?: readonly Statement[];
}

export type Decision = "allowed" | "denied by a statement" | "allowed by no statement";

/**
 * Whether AWS carries out a request within one account: a Deny wins, else one Allow of either policy is enough. A
 * statement for a whole account grants nothing: it leaves the decision to the account's identity policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(request: Request, { identity, resource = [] }: PoliciesInForce): Decision {
  const concerning = [
    ...identity.filter((statement) => isAbout(statement, request)),
    ...resource.filter((statement) => names(statement, request.principal) && isAbout(statement, request)),
  ];
  if (concerning.some(({ effect }) => effect === "Deny")) {
    return "denied by a statement";
  }
  return concerning.length > 0 ? "allowed" : "allowed by no statement";
}

function isAbout({ actions, resources, conditions }: Statement, request: Request): boolean {
  return (
    actions.some((action) => matches(action, request.action, { ignoreCase: true })) &&
    // Trust policies, and those of ECR repositories, are about what they are on.
    (resources.length === 0 || resources.some((resource) => matchesArn(resource, request.resource))) &&
    areMet(conditions, request.context)
  );
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function names({ principals }: Statement, principal: Principal): boolean {
  if (principals === "*" || principals === undefined) {
    return principals === "*";
  }
  return Object.entries(principal).some(([kind, value]: [string, string]) =>
    principals[kind]?.some((one) => one === "*" || one === value),
  );
}
