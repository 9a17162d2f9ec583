import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { check, checkJson, regionOf } from "../core";
import type { IVpc } from "./ivpc";
import { checkZones } from "./zones";

/** Keys and values that a resource must carry; the values may hold the wildcards * and ?. */
export type LookupTags = Readonly<Record<string, string>>;

export interface VpcLookupProps {
  /** Tags that one VPC of the region carries, e.g. `{ Name: "main" }`. */
  readonly tags: LookupTags;
  /** Two to six availability zones, e.g. `["eu-west-1a", "eu-west-1b"]`. */
  readonly zones: readonly string[];
  /** Tags that one subnet per zone carries, e.g. `{ Tier: "private" }`; it must reach ECS, through NAT or endpoints. */
  readonly privateSubnetTags: LookupTags;
  /** Tags that one subnet per zone carries, e.g. `{ Tier: "public" }`. @default no internet-facing balancer */
  readonly publicSubnetTags?: LookupTags;
}

/**
 * A network that somebody else made, found by its tags. Take {@link ExistingVpc} where the ids are known: looking
 * up means that every plan needs AWS credentials, and that the plan fails when not exactly one VPC, and one subnet
 * per zone and kind, carries the tags.
 *
 * Makes no resource; reads `aws_vpc` and one `aws_subnet` per zone and kind.
 */
export class VpcLookup extends Construct implements IVpc {
  readonly vpcId: string;
  readonly cidrBlock: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  readonly zones: readonly string[];
  /** Nothing to wait for: what is looked up is there. */
  readonly internetConnectivityEstablished: readonly ITerraformDependable[] = [];
  /** Nothing to wait for, either. */
  readonly publicInternetConnectivityEstablished: readonly ITerraformDependable[] = [];

  constructor(scope: Construct, id: string, props: VpcLookupProps) {
    super(scope, id);
    const { tags, zones, privateSubnetTags, publicSubnetTags } = props;
    check(this, (c) => {
      checkZones(c, zones, regionOf(this));
      // Each tag is a filter of its own.
      for (const [prop, value] of Object.entries({ tags, privateSubnetTags, publicSubnetTags })) {
        checkJson(c, prop, value);
      }
      c.each(props, { tags: NOT_EMPTY, privateSubnetTags: NOT_EMPTY, publicSubnetTags: NOT_EMPTY });
    });

    this.zones = zones;
    const vpc = new DataAwsVpc(this, "vpc", { filter: filters(tags) });
    this.vpcId = vpc.id;
    this.cidrBlock = vpc.cidrBlock;
    this.privateSubnetIds = this.findSubnets("private", zones, privateSubnetTags);
    this.publicSubnetIds =
      publicSubnetTags === undefined ? [] : this.findSubnets("public", zones, publicSubnetTags);
  }

  private findSubnets(kind: "public" | "private", zones: readonly string[], tags: LookupTags): string[] {
    return zones.map((availabilityZone) => {
      const subnet = new DataAwsSubnet(this, `${kind}-${availabilityZone}`, {
        vpcId: this.vpcId,
        availabilityZone,
        filter: filters(tags),
      });
      return subnet.id;
    });
  }
}

/** Filters and not `tags`, which know no wildcards. */
function filters(tags: LookupTags) {
  return Object.entries(tags).map(([key, value]) => ({ name: `tag:${key}`, values: [value] }));
}

const NOT_EMPTY = {
  must: "name at least one tag",
  isMet: (tags: LookupTags) => Object.keys(tags).length > 0,
  hint: 'write it like { Name: "main" }',
};
