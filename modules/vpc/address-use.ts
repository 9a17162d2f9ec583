import { type Checks, type Cidr, isKnown, parseCidr } from "../core";
import type { PlannedSubnet } from "./subnet-plan";

/** What needs addresses in the public or in the private subnets of a VPC. */
export interface AddressUse {
  readonly subnets: "public" | "private";
  /** Balancers, of which each is in every subnet. @default 0 */
  readonly balancers?: number;
  /** Other network interfaces that are in every subnet, such as those of endpoints. @default 0 */
  readonly inEach?: number;
  /** Instances, tasks and others that are spread over the subnets: as many as there always are. @default 0 */
  readonly least?: number;
  /** As many of these as there may be. @default least */
  readonly most?: number;
}

/**
 * Checks that the subnets of one kind have addresses for all that is in them, and warns where they have not enough for all
 * that may be.
 *
 * @param prop the prop that holds their ranges
 */
export function checkAddresses(
  c: Checks,
  prop: string,
  subnets: readonly PlannedSubnet[],
  uses: readonly AddressUse[],
): void {
  const sum = (count: (use: AddressUse) => number | undefined) =>
    uses.map(count).reduce<number>((total, one) => total + (one !== undefined && isKnown(one) ? one : 0), 0);
  const balancers = sum((use) => use.balancers);
  const inEach = sum((use) => use.inEach);
  const ranges = subnets.flatMap(({ cidrBlock }) => parseCidr(cidrBlock) ?? []);
  if (balancers > 0) {
    checkBalancerRanges(c, prop, ranges);
  }
  const free = ranges.reduce((total, range) => total + usable(range), 0);
  // AWS makes a balancer where eight are free, and gives it one at first.
  const toCreate = balancers === 0 ? 0 : FREE_FOR_BALANCER + balancers - 1;
  const least = ranges.length * (inEach + toCreate) + sum((use) => use.least);
  const most = ranges.length * (inEach + balancers * FREE_FOR_BALANCER) + sum((use) => use.most ?? use.least);
  const got = ranges.map(({ text }) => text);
  const tooFew = { prop, got, of: [], hint: "give them larger ranges, or the VPC another zone" };
  c.require(() => least <= free, {
    ...tooFew,
    must: `have the ${least} addresses that are needed at once, and not ${free}`,
    code: "ECS-NET-005",
  });
  c.require(() => least > free || most <= free, {
    ...tooFew,
    must: `have the ${most} addresses that may be needed, and not ${free}`,
    code: "ECS-NET-006",
  });
}

function checkBalancerRanges(c: Checks, prop: string, ranges: readonly Cidr[]): void {
  for (const [index, { prefix, text }] of ranges.entries()) {
    c.require(() => prefix <= SMALLEST_FOR_BALANCER, {
      prop: `${prop}[${index}]`,
      must: `be /${SMALLEST_FOR_BALANCER} or larger for balancers`,
      got: text,
      hint: "take a larger range: a balancer under load needs addresses",
      code: "ECS-NET-004",
    });
  }
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html: AWS keeps the first four and the last one. */
function usable({ first, last }: Cidr): number {
  return last - first + 1 - 5;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer */
const FREE_FOR_BALANCER = 8;
const SMALLEST_FOR_BALANCER = 27;
