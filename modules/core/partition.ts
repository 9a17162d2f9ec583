import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import { regionOf } from "./region-of";

/**
 * The partition that a construct's region belongs to, with which every ARN begins.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function partitionOf(scope: IConstruct): string {
  const region = regionOf(scope);
  const known = Token.isUnresolved(region)
    ? undefined
    : PARTITIONS.find(({ prefix }) => region.startsWith(prefix));
  return known?.partition ?? "aws";
}

const PARTITIONS = [
  { prefix: "cn-", partition: "aws-cn" },
  { prefix: "us-gov-", partition: "aws-us-gov" },
  { prefix: "us-iso-", partition: "aws-iso" },
  { prefix: "us-isob-", partition: "aws-iso-b" },
];
