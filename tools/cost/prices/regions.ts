/** What differs between regions, in US dollars. */
export interface RegionPrices {
  /** What instances of EC2 and RDS cost, as a multiple of what they cost in us-east-1. */
  readonly instances: number;
  /** A GB of an EBS volume of type gp3, a month. */
  readonly gp3: number;
  /** A GB of a database's storage of type gp3 in one zone, a month. */
  readonly databaseGp3: number;
  /** A NAT gateway, an hour. */
  readonly nat: number;
  /** An application load balancer, an hour. */
  readonly alb: number;
  /** A classic load balancer, an hour. */
  readonly elb: number;
  /** An interface endpoint in one zone, an hour. */
  readonly endpoint: number;
}

type Row = readonly [
  region: string,
  instances: number,
  gp3: number,
  databaseGp3: number,
  nat: number,
  alb: number,
  elb: number,
  endpoint: number,
];

/**
 * `instances`: a t3.medium there divided by one in us-east-1 (SkyPilot's catalog of 2026, which reads the AWS Price List:
 * https://github.com/skypilot-org/skypilot-catalog). Of other families it differs by up to 6 %, but in ap-south-1, where those
 * of AMD and Graviton are about 40 % cheaper. That RDS follows EC2 is assumed.
 *
 * The rest: AWS Price List of 2026-09-21, as https://github.com/xbill9/zombiescan carries it (`pricing/table.json`).
 */
const BASE: Row = ["us-east-1", 1, 0.08, 0.115, 0.045, 0.0225, 0.025, 0.01];

const OTHERS: readonly Row[] = [
  ["us-east-2", 1, 0.08, 0.115, 0.045, 0.0225, 0.025, 0.01],
  ["us-west-1", 1.192, 0.096, 0.138, 0.048, 0.0252, 0.028, 0.011],
  ["us-west-2", 1, 0.08, 0.115, 0.045, 0.0225, 0.025, 0.01],
  ["ca-central-1", 1.115, 0.088, 0.127, 0.05, 0.02475, 0.0275, 0.011],
  ["eu-central-1", 1.154, 0.0952, 0.137, 0.052, 0.027, 0.03, 0.012],
  ["eu-north-1", 1.038, 0.0836, 0.12, 0.046, 0.02394, 0.0266, 0.0105],
  ["eu-south-1", 1.151, 0.0924, 0.133, 0.05, 0.02646, 0.0294, 0.01155],
  ["eu-west-1", 1.096, 0.088, 0.127, 0.048, 0.0252, 0.028, 0.011],
  ["eu-west-2", 1.135, 0.0928, 0.133, 0.05, 0.02646, 0.0294, 0.011],
  ["eu-west-3", 1.135, 0.0928, 0.133, 0.05, 0.02646, 0.0294, 0.011],
  ["af-south-1", 1.303, 0.1047, 0.151, 0.057, 0.029988, 0.03332, 0.01309],
  ["ap-east-1", 1.404, 0.1056, 0.15, 0.065, 0.0277, 0.0308, 0.0143],
  ["ap-northeast-1", 1.308, 0.096, 0.138, 0.062, 0.0243, 0.027, 0.014],
  ["ap-northeast-2", 1.25, 0.0912, 0.131, 0.059, 0.0225, 0.025, 0.013],
  ["ap-northeast-3", 1.308, 0.096, 0.138, 0.062, 0.0243, 0.027, 0.014],
  ["ap-south-1", 1.077, 0.0912, 0.131, 0.056, 0.0239, 0.0266, 0.013],
  ["ap-southeast-1", 1.269, 0.096, 0.138, 0.059, 0.0252, 0.028, 0.013],
  ["ap-southeast-2", 1.269, 0.096, 0.138, 0.059, 0.0252, 0.028, 0.013],
  ["me-south-1", 1.207, 0.0968, 0.14, 0.0528, 0.02772, 0.0308, 0.0121],
];

const REGIONS: ReadonlyMap<string, RegionPrices> = new Map(
  [BASE, ...OTHERS].map((row) => [row[0], named(row)]),
);

/** Whether the table knows a region. */
export function knowsRegion(region: string): boolean {
  return REGIONS.has(region);
}

/** The prices of a region; of one that the table does not know, those of us-east-1. */
export function pricesOf(region: string): RegionPrices {
  return REGIONS.get(region) ?? named(BASE);
}

function named([, instances, gp3, databaseGp3, nat, alb, elb, endpoint]: Row): RegionPrices {
  return { instances, gp3, databaseGp3, nat, alb, elb, endpoint };
}
