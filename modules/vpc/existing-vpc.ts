import { type ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { check, type Checks, isKnown, ipv4Range, regionOf, rules } from "../core";
import type { IVpc } from "./ivpc";
import { NOT_DOCKERS } from "./subnet-plan";
import { checkZone } from "./zones";

/**
 * Ids of subnets: by zone, e.g. `{ "eu-west-1a": "subnet-0123…", "eu-west-1b": "subnet-4567…" }`, or as a list. By
 * zone is better: that they lie in different zones is certain then.
 */
export type SubnetIds = readonly string[] | Readonly<Record<string, string>>;

export interface ExistingVpcProps {
  /** E.g. `vpc-0123456789abcdef0`. */
  readonly vpcId: string;
  /** The address range, e.g. `10.1.0.0/16`. */
  readonly cidrBlock: string;
  /** One per zone, with a route to the internet gateway. @default none: no internet-facing balancer */
  readonly publicSubnetIds?: SubnetIds;
  /** One per zone; they must reach ECS, through NAT or VPC endpoints. At least two. */
  readonly privateSubnetIds: SubnetIds;
}

/** A network that somebody else made, by its ids. Makes no resource. */
export class ExistingVpc extends Construct implements IVpc {
  readonly vpcId: string;
  readonly cidrBlock: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  /** Of a list of subnets they are not known. */
  readonly zones: readonly string[] | undefined;
  /** Nothing to wait for: the routes are there, or the subnets should not have been given. */
  readonly internetConnectivityEstablished: readonly ITerraformDependable[] = [];
  /** Nothing to wait for, either. */
  readonly publicInternetConnectivityEstablished: readonly ITerraformDependable[] = [];

  constructor(scope: Construct, id: string, props: ExistingVpcProps) {
    super(scope, id);
    const { vpcId, cidrBlock, publicSubnetIds = [], privateSubnetIds } = props;
    check(this, (c) => {
      c.each(props, { vpcId: VPC_ID, cidrBlock: ipv4Range });
      c.each(props, { cidrBlock: NOT_DOCKERS });
      checkSubnetIds(c, "publicSubnetIds", publicSubnetIds, regionOf(this));
      checkSubnetIds(c, "privateSubnetIds", privateSubnetIds, regionOf(this));
      c.require(() => Object.keys(privateSubnetIds).length >= 2, {
        prop: "privateSubnetIds",
        must: "list at least 2 subnets in different zones",
        got: privateSubnetIds,
        hint: "a load balancer needs two",
      });
    });
    this.vpcId = vpcId;
    this.cidrBlock = cidrBlock;
    const zones = Object.keys(privateSubnetIds);
    this.zones = Array.isArray(privateSubnetIds) || !isKnown(zones) ? undefined : zones;
    this.publicSubnetIds = Object.values(publicSubnetIds);
    this.privateSubnetIds = Object.values(privateSubnetIds);
  }
}

function checkSubnetIds(c: Checks, prop: string, subnetIds: SubnetIds, region: string): void {
  if (Token.isUnresolved(subnetIds)) {
    return;
  }
  const entries = Object.entries(subnetIds).map(([zone, key]) => ({ zone, prop: `${prop}[${zone}]`, key }));
  for (const entry of entries) {
    c.value(entry.prop, entry.key, SUBNET_ID);
    if (!Array.isArray(subnetIds)) {
      checkZone(c, `${prop} zone`, entry.zone, region);
    }
  }
  c.distinct(entries, `'${prop}'`, "name one subnet for each zone");
}

const VPC_ID = rules.text(/^vpc-[0-9a-f]{8,17}$/, "the id of a VPC", "copy it from the VPC console: vpc-…");
const SUBNET_ID = rules.text(
  /^subnet-[\w-]+$/,
  "the id of a subnet",
  "copy it from the VPC console: subnet-…",
);
