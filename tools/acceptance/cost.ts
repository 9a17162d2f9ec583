/** What a thing costs while it is there. */
interface Price {
  readonly what: string;
  readonly count: number;
  /** US dollars per hour, in eu-west-1 in November 2026; other regions differ by a few percent. */
  readonly perHour: number;
  /** The page that says so. */
  readonly page: string;
}

const PRICES: readonly Price[] = [
  {
    what: "t3.micro instance",
    count: 3,
    perHour: 0.0114,
    page: "https://aws.amazon.com/ec2/pricing/on-demand/",
  },
  {
    what: "volume of an instance (30 GB)",
    count: 3,
    perHour: 0.0037,
    page: "https://aws.amazon.com/ebs/pricing/",
  },
  { what: "NAT gateway", count: 1, perHour: 0.048, page: "https://aws.amazon.com/vpc/pricing/" },
  { what: "public IPv4 address", count: 3, perHour: 0.005, page: "https://aws.amazon.com/vpc/pricing/" },
  {
    what: "application load balancer, one LCU",
    count: 1,
    perHour: 0.0332,
    page: "https://aws.amazon.com/elasticloadbalancing/pricing/",
  },
];

/** How long a run takes at most, in hours: what is begun of an hour is paid as a whole one. */
const HOURS = 2;

/** Data, requests, logs and alarms, all together, in US dollars: far more than they have cost. */
const REST = 0.25;

/** What a run costs at most, in US dollars. */
export function maximumCost(): number {
  return REST + PRICES.reduce((sum, { count, perHour }) => sum + count * perHour * HOURS, 0);
}

/** The same in words, a line each. */
export function costLines(): string[] {
  return [
    `It costs at most $${maximumCost().toFixed(2)} (${HOURS} hours; a run takes about one):`,
    ...PRICES.map(
      ({ what, count, perHour, page }) => `  ${count} × ${what}: $${perHour} per hour each (${page})`,
    ),
    `  data, requests, logs and alarms: $${REST.toFixed(2)}`,
  ];
}
