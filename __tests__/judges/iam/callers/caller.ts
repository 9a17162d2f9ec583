import type { AppliedResource } from "../applied-stack";
import type { Principal } from "../decide";
import type { Statement } from "../policies";
import type { StackPolicies } from "../stack-policies";

/** Somebody who makes requests in a stack. */
export interface Caller {
  readonly policies: StackPolicies;
  readonly principal: Principal;
  /** What their own policies say; a service has none. */
  readonly identity: readonly Statement[];
  /** What rows of the tables call by `{name}`. */
  readonly values: Readonly<Record<string, string>>;
}

/** A role or user as caller. */
export function asRole(
  policies: StackPolicies,
  holder: AppliedResource,
  values: Caller["values"] = {},
): Caller {
  return {
    policies,
    principal: { AWS: holder.text("arn") },
    identity: policies.identity(holder),
    values: { ...surroundings(policies), ...values },
  };
}

/** An AWS service as caller, by itself. */
export function asService(policies: StackPolicies, service: string, values: Caller["values"]): Caller {
  return {
    policies,
    principal: { Service: service },
    identity: [],
    values: { ...surroundings(policies), ...values },
  };
}

/** The cluster of the stack, if it makes one. */
export function surroundings({ stack }: StackPolicies): Record<string, string> {
  const [cluster] = stack.list("aws_ecs_cluster");
  return {
    ...stack.place,
    ...(cluster && { cluster: cluster.text("name"), clusterArn: cluster.text("arn") }),
  };
}
