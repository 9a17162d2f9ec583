import { parseClusterQuery } from "./cluster-query";
import { type AttributeOf, type Query, together, type Truth } from "./comparison";

/** A placement constraint that asks instances for something. */
export interface MemberOf {
  /** That says so. */
  readonly prop: string;
  readonly expression: string;
  /** `undefined` for an expression that is not understood here. */
  readonly query: Query | undefined;
}

export function memberOf(prop: string, expression: string): MemberOf {
  return { prop, expression, query: parseClusterQuery(expression) };
}

/** Whether instances with such attributes fulfil all of some constraints. */
export function fulfils(constraints: readonly MemberOf[], attributeOf: AttributeOf): Truth {
  return together(constraints.map(({ query }) => query ?? UNKNOWN)).isMet(attributeOf);
}

const UNKNOWN: Query = { attributes: [], isMet: () => undefined };
