import type { CostItem, Range } from "./items";
import type { Kind } from "./prices";

/** What one, and what several of a kind are called; `%` stands for the detail. */
const NAMES: Readonly<Record<Kind, readonly [string, string]>> = {
  instance: ["% instance", "% instances"],
  volume: ["GB of EBS volumes (%)", "GB of EBS volumes (%)"],
  nat: ["NAT gateway", "NAT gateways"],
  alb: ["application load balancer", "application load balancers"],
  elb: ["classic load balancer", "classic load balancers"],
  address: ["public IPv4 address", "public IPv4 addresses"],
  endpoint: ["interface endpoint in a zone", "interface endpoints in a zone"],
  database: ["% database instance", "% database instances"],
  databaseVolume: ["GB of database storage (%)", "GB of database storage (%)"],
  key: ["KMS key", "KMS keys"],
  secret: ["secret in Secrets Manager", "secrets in Secrets Manager"],
  alarm: ["CloudWatch alarm metric", "CloudWatch alarm metrics"],
  zone: ["Route 53 hosted zone", "Route 53 hosted zones"],
};

/** Such as `2 to 3 t2.micro instances`. */
export function itemText({ kind, detail, count }: CostItem): string {
  const [singular, plural] = NAMES[kind];
  const name = count.min === 1 && count.max === 1 ? singular : plural;
  return `${rangeText(count, String)} ${name.replace("%", detail)}`;
}

/** Such as `$94.10 to $112.05`. */
export function exactDollars(range: Range): string {
  return rangeText(range, (value) => `$${value.toFixed(2)}`);
}

/** Such as `$94 to $112`, or `$3.65`: as exactly as an estimate can be. */
export function aboutDollars(range: Range): string {
  return rangeText(range, (value) => `$${about(value)}`);
}

/** The same of a difference: `+$33`, `-$3.65`. */
export function signedDollars(range: Range): string {
  return rangeText(range, (value) => `${value < 0 ? "-" : "+"}$${about(Math.abs(value))}`);
}

function about(value: number): string {
  return value.toFixed(value < 10 ? 2 : 0);
}

function rangeText({ min, max }: Range, show: (value: number) => string): string {
  return show(min) === show(max) ? show(min) : `${show(min)} to ${show(max)}`;
}
