import type { IConstruct } from "constructs";
import { accountOf } from "./account-of";
import { partitionOf } from "./partition";
import { regionOf } from "./region-of";

/** Where a resource is, as its ARN says. */
export interface Location {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** Where a construct's stack deploys to; the account is known by the ARN of something in it. */
export function locationOf(scope: IConstruct, arnInAccount: string): Location {
  return { partition: partitionOf(scope), region: regionOf(scope), account: accountOf(arnInAccount) };
}

/** The ARN of a resource, or the pattern of several, e.g. `arn(location, "ecs", "service/main/*")`. */
export function arn({ partition, region, account }: Location, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}
