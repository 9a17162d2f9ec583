import { type Checks, type Cidr, contains, isKnown, overlap, parseCidr, type Rule, subnetOf } from "../core";

/** One subnet to be: where it is and which addresses it has. */
export interface PlannedSubnet {
  readonly zone: string;
  readonly cidrBlock: string;
}

export interface SubnetPlanInput {
  readonly cidrBlock: string;
  readonly zones: readonly string[];
  readonly publicCidrs?: readonly string[];
  readonly privateCidrs?: readonly string[];
}

export interface SubnetPlan {
  readonly publicSubnets: readonly PlannedSubnet[];
  readonly privateSubnets: readonly PlannedSubnet[];
}

/**
 * Divides a VPC's range among its zones. Left to itself, a /16 gives public subnets `x.x.0.0/24`,
 * `x.x.1.0/24` … and private ones `x.x.50.0/24`, `x.x.51.0/24` …; a smaller range is divided in the same
 * proportions.
 *
 * @param input as {@link checkSubnetPlan} accepts it
 */
export function planSubnets({ cidrBlock, zones, publicCidrs, privateCidrs }: SubnetPlanInput): SubnetPlan {
  const vpc = parseCidr(cidrBlock);
  const plan = (given: readonly string[] | undefined, firstIndex: number) => {
    return zones.flatMap((zone, index) => {
      const planned =
        given?.[index] ?? (vpc && subnetOf(vpc, vpc.prefix + SUBNET_BITS, firstIndex + index).text);
      return planned === undefined ? [] : [{ zone, cidrBlock: planned }];
    });
  };
  return { publicSubnets: plan(publicCidrs, 0), privateSubnets: plan(privateCidrs, FIRST_PRIVATE_SUBNET) };
}

/** Checks that ranges are well formed, of a size that AWS allows, not kept for others, inside the VPC and apart. */
export function checkSubnetPlan(c: Checks, input: SubnetPlanInput): void {
  const { cidrBlock, publicCidrs, privateCidrs } = input;
  c.known({ cidrBlock, publicCidrs, privateCidrs });
  if (!isKnown([cidrBlock, publicCidrs, privateCidrs])) {
    return;
  }
  c.each(input, { cidrBlock: RANGE });
  c.value("cidrBlock", cidrBlock, NOT_RESERVED);
  c.require(() => isComplete(input) || !isTooSmallToDivide(cidrBlock), {
    prop: "cidrBlock",
    must: `be /${LARGEST_PREFIX_TO_DIVIDE} or larger to be divided by itself`,
    got: cidrBlock,
    hint: "give 'publicCidrs' and 'privateCidrs'",
  });
  checkGiven(c, "publicCidrs", input);
  checkGiven(c, "privateCidrs", input);
  if (isComplete(input) || !isTooSmallToDivide(cidrBlock)) {
    checkOverlaps(c, planSubnets(input));
  }
}

/** Whether nothing is left to be divided. */
function isComplete({ publicCidrs, privateCidrs }: SubnetPlanInput): boolean {
  return publicCidrs !== undefined && privateCidrs !== undefined;
}

function isTooSmallToDivide(cidrBlock: string): boolean {
  const vpc = parseCidr(cidrBlock);
  return vpc !== undefined && vpc.prefix > LARGEST_PREFIX_TO_DIVIDE && vpc.prefix <= SMALLEST_RANGE;
}

function checkGiven(c: Checks, prop: "publicCidrs" | "privateCidrs", input: SubnetPlanInput): void {
  const given = input[prop] ?? [];
  const vpc = parseCidr(input.cidrBlock);
  c.require(() => input[prop] === undefined || given.length === input.zones.length, {
    prop,
    must: `have one range for each of the ${input.zones.length} zones`,
    got: given,
    of: [given, input.zones],
    hint: "list them in the order of 'zones'",
  });
  for (const [index, text] of given.entries()) {
    const subnet = parseCidr(text);
    c.value(`${prop}[${index}]`, text, RANGE);
    c.require(() => vpc === undefined || subnet === undefined || contains(vpc, subnet), {
      prop: `${prop}[${index}]`,
      must: `lie inside the VPC's ${input.cidrBlock}`,
      got: text,
      hint: "take a part of the VPC's range",
    });
  }
}

function checkOverlaps(c: Checks, plan: SubnetPlan): void {
  const named = [...name("publicCidrs", plan.publicSubnets), ...name("privateCidrs", plan.privateSubnets)];
  for (const [index, one] of named.entries()) {
    const other = named.slice(0, index).find((earlier) => overlap(earlier.cidr, one.cidr));
    c.require(() => other === undefined, {
      prop: one.prop,
      must: `not overlap '${other?.prop}' (${other?.cidr.text})`,
      got: one.cidr.text,
      hint: "give every subnet addresses of its own",
    });
  }
}

function name(prop: string, subnets: readonly PlannedSubnet[]): { prop: string; cidr: Cidr }[] {
  return subnets.flatMap(({ cidrBlock }, index) => {
    const cidr = parseCidr(cidrBlock);
    return cidr === undefined ? [] : [{ prop: `${prop}[${index}]`, cidr }];
  });
}

/** Of VPCs and subnets: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const LARGEST_RANGE = 16;
const SMALLEST_RANGE = 28;
/** A subnet has this many bits fewer than the VPC: /16 → /24. */
const SUBNET_BITS = 8;
const LARGEST_PREFIX_TO_DIVIDE = SMALLEST_RANGE - SUBNET_BITS;
/** Public subnets count from 0, private ones from 50, as in the original modules. */
const FIRST_PRIVATE_SUBNET = 50;

const RANGE: Rule<string> = {
  must: `be an IPv4 range from /${LARGEST_RANGE} to /${SMALLEST_RANGE} with no bits set behind the prefix`,
  isMet: (text) => {
    const cidr = parseCidr(text);
    return cidr !== undefined && cidr.prefix >= LARGEST_RANGE && cidr.prefix <= SMALLEST_RANGE;
  },
  hint: "write it like 10.1.0.0/16",
};

/** https://docs.docker.com/engine/network/drivers/bridge/#use-the-default-bridge-network */
const DOCKERS = "172.17.0.0/16";

/**
 * Ranges that no VPC can have, since hosts and routers treat their addresses differently, and the one of Docker's
 * bridge, which containers in network mode bridge would take for their own.
 * https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
const RESERVED = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", DOCKERS, "224.0.0.0/4", "240.0.0.0/4"];

/** Of a VPC that is there, and cannot be given another range. */
export const NOT_DOCKERS: Rule<string> = {
  must: `not overlap ${DOCKERS}, the range of Docker's bridge`,
  isMet: (text) => !overlapsOneOf(text, [DOCKERS]),
  hint: "containers behind the bridge reach nobody there: run what calls others in network mode awsvpc or host",
  code: "ECS-NET-007",
};

const NOT_RESERVED: Rule<string> = {
  must: `not overlap ${RESERVED.slice(0, -1).join(", ")} or ${RESERVED.at(-1)}`,
  isMet: (text) => !overlapsOneOf(text, RESERVED),
  hint: "those are kept for hosts, Docker and multicast: take a part of 10.0.0.0/8",
};

function overlapsOneOf(text: string, ranges: readonly string[]): boolean {
  const cidr = parseCidr(text);
  return ranges
    .flatMap((range) => parseCidr(range) ?? [])
    .some((range) => cidr !== undefined && overlap(cidr, range));
}
