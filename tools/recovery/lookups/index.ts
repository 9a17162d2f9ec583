import { EC2_LOOKUPS } from "./ec2";
import { ECS_LOOKUPS } from "./ecs";
import { ELB_LOOKUPS } from "./elb";
import { IAM_LOOKUPS } from "./iam";
import type { Lookup } from "./lookup";
import { MESSAGING_LOOKUPS } from "./messaging";

const LOOKUPS = { ...EC2_LOOKUPS, ...ECS_LOOKUPS, ...ELB_LOOKUPS, ...IAM_LOOKUPS, ...MESSAGING_LOOKUPS };

/** How to find a resource of this type whose id AWS or the provider makes up; undefined if it cannot be found. */
export function lookupOf(type: string): Lookup | undefined {
  return LOOKUPS[type];
}
