import {
  type Cidr,
  contains,
  overlap,
  parseCidr,
  type Rule,
  subnetOf,
  validateProp,
  ValidationError,
} from "../core";

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
 * @param path construct path, for the error
 * @throws ValidationError on ranges that are malformed, too small or large for AWS, outside the VPC or overlapping
 */
export function planSubnets(path: string, input: SubnetPlanInput): SubnetPlan {
  const vpc = parseOrThrow(path, "cidrBlock", input.cidrBlock, VPC_PREFIX);
  validateProp(path, "zones", input.zones, differentZones);
  if (
    (input.publicCidrs === undefined || input.privateCidrs === undefined) &&
    vpc.prefix > LARGEST_PREFIX_TO_DIVIDE
  ) {
    throw new ValidationError(path, {
      prop: "cidrBlock",
      must: `be /${LARGEST_PREFIX_TO_DIVIDE} or larger to be divided by itself`,
      got: input.cidrBlock,
      hint: "give 'publicCidrs' and 'privateCidrs'",
    });
  }
  const plan = {
    publicSubnets: assign(path, "publicCidrs", input, vpc, 0),
    privateSubnets: assign(path, "privateCidrs", input, vpc, FIRST_PRIVATE_SUBNET),
  };
  refuseOverlaps(path, plan);
  return plan;
}

function assign(
  path: string,
  prop: "publicCidrs" | "privateCidrs",
  input: SubnetPlanInput,
  vpc: Cidr,
  firstIndex: number,
): PlannedSubnet[] {
  const given = input[prop];
  if (given !== undefined && given.length !== input.zones.length) {
    throw new ValidationError(path, {
      prop,
      must: `have one range for each of the ${input.zones.length} zones`,
      got: given,
      hint: "list them in the order of 'zones'",
    });
  }
  return input.zones.map((zone, index) => {
    const text = given?.[index];
    if (text === undefined) {
      return { zone, cidrBlock: subnetOf(vpc, vpc.prefix + SUBNET_BITS, firstIndex + index).text };
    }
    const subnet = parseOrThrow(path, `${prop}[${index}]`, text, SUBNET_PREFIX);
    if (!contains(vpc, subnet)) {
      throw new ValidationError(path, {
        prop: `${prop}[${index}]`,
        must: `lie inside the VPC's ${vpc.text}`,
        got: text,
        hint: "take a part of the VPC's range",
      });
    }
    return { zone, cidrBlock: text };
  });
}

function parseOrThrow(path: string, prop: string, text: string, [min, max]: readonly [number, number]): Cidr {
  const cidr = parseCidr(text);
  if (cidr === undefined || cidr.prefix < min || cidr.prefix > max) {
    throw new ValidationError(path, {
      prop,
      must: `be an IPv4 range from /${min} to /${max} with no bits set behind the prefix`,
      got: text,
      hint: "write it like 10.1.0.0/16",
    });
  }
  return cidr;
}

function refuseOverlaps(path: string, plan: SubnetPlan): void {
  const named = [...name("publicCidrs", plan.publicSubnets), ...name("privateCidrs", plan.privateSubnets)];
  for (const [index, one] of named.entries()) {
    const other = named.slice(0, index).find((earlier) => overlap(earlier.cidr, one.cidr));
    if (other !== undefined) {
      throw new ValidationError(path, {
        prop: one.prop,
        must: `not overlap '${other.prop}' (${other.cidr.text})`,
        got: one.cidr.text,
        hint: "give every subnet addresses of its own",
      });
    }
  }
}

function name(prop: string, subnets: readonly PlannedSubnet[]): { prop: string; cidr: Cidr }[] {
  return subnets.flatMap(({ cidrBlock }, index) => {
    const cidr = parseCidr(cidrBlock);
    return cidr === undefined ? [] : [{ prop: `${prop}[${index}]`, cidr }];
  });
}

/** AWS allows VPCs and subnets from /16 to /28: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const VPC_PREFIX = [16, 28] as const;
const SUBNET_PREFIX = [16, 28] as const;
/** A subnet has this many bits fewer than the VPC: /16 → /24. */
const SUBNET_BITS = 8;
const LARGEST_PREFIX_TO_DIVIDE = 28 - SUBNET_BITS;
/** Public subnets count from 0, private ones from 50, as in the original modules. */
const FIRST_PRIVATE_SUBNET = 50;
const MIN_ZONES = 2;
const MAX_ZONES = 6;

/** As many zones as balancers need, and regions have. */
export const differentZones: Rule<readonly string[]> = {
  must: `name ${MIN_ZONES} to ${MAX_ZONES} different availability zones`,
  isMet: (zones) =>
    zones.length >= MIN_ZONES && zones.length <= MAX_ZONES && new Set(zones).size === zones.length,
  hint: "a load balancer needs two; name them like eu-west-1a",
};
