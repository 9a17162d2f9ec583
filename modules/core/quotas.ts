import type { Checks } from "./checks";

/** How many of something AWS lets there be. */
interface Quota {
  /** Of what, in the words of AWS. */
  readonly of: string;
  readonly max: number;
  /** Whether AWS raises it for those who ask. */
  readonly isAdjustable: boolean;
  /** What to do instead. */
  readonly hint: string;
}

/** The defaults of a new account. */
const QUOTAS = {
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
  listeners: {
    of: "listeners of a balancer",
    max: 50,
    isAdjustable: true,
    hint: "spread them over several balancers",
  },
  rules: {
    of: "rules of a balancer",
    max: 100,
    isAdjustable: true,
    hint: "spread the services over several balancers",
  },
  targetGroups: {
    of: "target groups of a balancer",
    max: 100,
    isAdjustable: false,
    hint: "spread the services over several balancers",
  },
  targets: {
    of: "targets of a balancer",
    max: 1000,
    isAdjustable: true,
    hint: "spread the services over several balancers",
  },
  // https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
  securityGroupRules: {
    of: "rules of a security group in one direction",
    max: 60,
    isAdjustable: true,
    hint: "open fewer ranges and ports",
  },
  elasticIps: {
    of: "Elastic IP addresses in a region",
    max: 5,
    isAdjustable: true,
    hint: 'set nat to "single"',
  },
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  trustPolicy: {
    of: "characters of a role's trust policy",
    max: 2048,
    isAdjustable: true,
    hint: "name fewer of those who may assume the role",
  },
  // https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html
  certificateNames: {
    of: "names of a certificate",
    max: 10,
    isAdjustable: true,
    hint: "take a wildcard, or several certificates",
  },
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
  capacityProviders: {
    of: "capacity providers of a cluster",
    max: 20,
    isAdjustable: false,
    hint: "make larger groups, or a second cluster",
  },
  services: {
    of: "services of a cluster",
    max: 5000,
    isAdjustable: true,
    hint: "make a second cluster",
  },
} satisfies Readonly<Record<string, Quota>>;

/**
 * Checks how many there are of something against AWS's quota: a warning where AWS raises it for those who ask, an error
 * where it does not.
 */
export function checkQuota(c: Checks, prop: string, name: keyof typeof QUOTAS, count: number): void {
  const { of, max, isAdjustable, hint } = QUOTAS[name];
  const must = `be at most ${max}, the number of ${of}`;
  c.require(
    () => count <= max,
    isAdjustable
      ? { prop, must, got: count, hint: `${hint}, or have AWS raise the quota`, code: "ECS-LIMIT-001" }
      : { prop, must, got: count, hint, code: "ECS-LIMIT-002" },
  );
}
