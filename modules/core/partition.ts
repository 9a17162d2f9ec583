import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import { regionOf } from "./region-of";

/** A part of AWS with accounts, ARNs and host names of its own. */
export interface Partition {
  /** The second part of every ARN. */
  readonly id: string;
  /** The end of its services' host names. */
  readonly dnsSuffix: string;
}

/**
 * The partition that a construct's region belongs to, with which every ARN begins.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function partitionOf(scope: IConstruct): string {
  return partitionOfRegion(regionOf(scope)).id;
}

/** The end of the host names of services in a construct's region, e.g. `amazonaws.com`. */
export function dnsSuffixOf(scope: IConstruct): string {
  return partitionOfRegion(regionOf(scope)).dnsSuffix;
}

/** The partition of a region by its name; AWS's main one where only Terraform knows the name. */
export function partitionOfRegion(region: string): Partition {
  const found = Token.isUnresolved(region)
    ? undefined
    : PARTITIONS.find(({ prefix }) => region.startsWith(prefix));
  return found ?? { id: "aws", dnsSuffix: "amazonaws.com" };
}

/** https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json */
const PARTITIONS = [
  { prefix: "cn-", id: "aws-cn", dnsSuffix: "amazonaws.com.cn" },
  { prefix: "eusc-", id: "aws-eusc", dnsSuffix: "amazonaws.eu" },
  { prefix: "us-gov-", id: "aws-us-gov", dnsSuffix: "amazonaws.com" },
  { prefix: "us-iso-", id: "aws-iso", dnsSuffix: "c2s.ic.gov" },
  { prefix: "us-isob-", id: "aws-iso-b", dnsSuffix: "sc2s.sgov.gov" },
  { prefix: "eu-isoe-", id: "aws-iso-e", dnsSuffix: "cloud.adc-e.uk" },
  { prefix: "us-isof-", id: "aws-iso-f", dnsSuffix: "csp.hci.ic.gov" },
];
