import type { Kind } from "./prices";
import { isFree, usageOf } from "./other-types";
import { blocksOf, type CostResource, referencesOf } from "./resources";

/** How many there are: at the least, and at the most. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** So many of a kind. */
export interface CostItem {
  readonly kind: Kind;
  /** See `monthlyPrice`. */
  readonly detail: string;
  /** Pieces, or GB of storage. */
  readonly count: Range;
}

/** What costs in a list of resources. */
export interface Counted {
  readonly items: readonly CostItem[];
  /** What cannot be counted, and why. */
  readonly uncounted: readonly string[];
  /** What depends on use. */
  readonly usage: readonly string[];
}

/** Counts what costs. */
export function countItems(resources: readonly CostResource[]): Counted {
  const found = resources.flatMap((resource) => COUNTERS[resource.type]?.(resource, resources) ?? []);
  const unknown = resources.filter(({ type }) => COUNTERS[type] === undefined && !isFree(type));
  const items = merge(found.filter((one) => typeof one !== "string"));
  const burstable = items.some(({ kind, detail }) => kind === "instance" && /^t\d/.test(detail));
  return {
    items,
    uncounted: [
      ...found.filter((one) => typeof one === "string"),
      ...unique(unknown.map(({ type }) => `${type}: it is not known what it costs`)),
    ],
    usage: unique([
      ...resources.flatMap((resource) => usageOf(resource)),
      ...(burstable ? ["CPU credits of burstable instances"] : []),
    ]).sort(),
  };
}

/** What a resource costs: items, or why that cannot be told. */
type Counter = (resource: CostResource, all: readonly CostResource[]) => readonly (CostItem | string)[];

const COUNTERS: Readonly<Record<string, Counter>> = {
  aws_autoscaling_group: countGroup,
  aws_lb: (balancer) => {
    const { load_balancer_type: type = "application" } = balancer.attributes;
    return type === "application"
      ? [one("alb"), ...publicAddresses(balancer)]
      : [`${balancer.address}: prices of a ${textOf(type)} load balancer are not in the table`];
  },
  aws_elb: (balancer) => [one("elb"), ...publicAddresses(balancer)],
  aws_nat_gateway: () => [one("nat")],
  aws_eip: () => [one("address")],
  aws_vpc_endpoint: (endpoint) =>
    endpoint.attributes.vpc_endpoint_type === "Interface"
      ? [item("endpoint", "", countSubnets(endpoint, "subnet_ids", 1))]
      : [],
  aws_db_instance: countDatabase,
  aws_kms_key: () => [one("key")],
  aws_secretsmanager_secret: () => [one("secret")],
  aws_cloudwatch_metric_alarm: ({ attributes }) => {
    const metrics = blocksOf(attributes.metric_query).filter(({ metric }) => blocksOf(metric).length > 0);
    return [item("alarm", "", Math.max(1, metrics.length))];
  },
  aws_route53_zone: () => [one("zone")],
  aws_service_discovery_private_dns_namespace: () => [one("zone")],
};

/** Instances at the minimum and at the maximum of their group, with their volumes. */
function countGroup(group: CostResource, all: readonly CostResource[]): (CostItem | string)[] {
  const { min_size: min, max_size: max } = group.attributes;
  const template = launchTemplateOf(group, all);
  const [mixed] = blocksOf(group.attributes.mixed_instances_policy);
  const [override] = blocksOf(blocksOf(mixed?.launch_template)[0]?.override);
  const type = override?.instance_type ?? template?.attributes.instance_type;
  if (typeof min !== "number" || typeof max !== "number" || typeof type !== "string") {
    return [`${group.address}: its type of instances or its size is not known before it is deployed`];
  }
  const volumes = blocksOf(template?.attributes.block_device_mappings).flatMap(({ ebs }) => blocksOf(ebs));
  return [
    { kind: "instance", detail: type, count: { min, max } },
    ...volumes.map(({ volume_size: size, volume_type: volumeType }): CostItem => {
      const [gigabytes, detail] = [Number(size), textOf(volumeType ?? "gp2")];
      return { kind: "volume", detail, count: { min: min * gigabytes, max: max * gigabytes } };
    }),
  ];
}

/** By id where that is known, else by what the group refers to. */
function launchTemplateOf(group: CostResource, all: readonly CostResource[]): CostResource | undefined {
  const type = "aws_launch_template";
  const text = JSON.stringify([group.attributes.launch_template, group.attributes.mixed_instances_policy]);
  const referred = ["launch_template", "mixed_instances_policy"].flatMap((attribute) =>
    referencesOf(group, attribute, type),
  );
  const templates = all.filter((other) => other.type === type);
  return (
    templates.find(({ attributes: { id } }) => typeof id === "string" && text.includes(`"${id}"`)) ??
    templates.find(({ address }) => referred.includes(address))
  );
}

function countDatabase({ address, attributes }: CostResource): (CostItem | string)[] {
  const { instance_class: instanceClass, engine, allocated_storage: size, multi_az: multiAz } = attributes;
  if (typeof instanceClass !== "string" || typeof engine !== "string" || typeof size !== "number") {
    return [`${address}: its class, engine or storage is not known before it is deployed`];
  }
  const instances = multiAz === true ? 2 : 1;
  return [
    item("database", `${instanceClass} ${engine}`, instances),
    item("databaseVolume", textOf(attributes.storage_type ?? "gp2"), instances * size),
    ...(attributes.manage_master_user_password === true ? [one("secret")] : []),
  ];
}

/** A balancer on the internet has an address in each of its subnets, and in two at least. */
function publicAddresses(balancer: CostResource): CostItem[] {
  const { internal } = balancer.attributes;
  return internal === true ? [] : [item("address", "", countSubnets(balancer, "subnets", 2))];
}

function countSubnets(resource: CostResource, attribute: string, atLeast: number): number {
  const { [attribute]: subnets } = resource.attributes;
  return Array.isArray(subnets)
    ? subnets.length
    : Math.max(atLeast, referencesOf(resource, attribute, "aws_subnet").length);
}

function one(kind: Kind): CostItem {
  return item(kind, "", 1);
}

function item(kind: Kind, detail: string, count: number): CostItem {
  return { kind, detail, count: { min: count, max: count } };
}

/** Adds up what is of one kind and detail. */
function merge(items: readonly CostItem[]): CostItem[] {
  const sums = new Map<string, CostItem>();
  for (const one of items) {
    const { min, max } = sums.get(keyOf(one))?.count ?? { min: 0, max: 0 };
    sums.set(keyOf(one), { ...one, count: { min: min + one.count.min, max: max + one.count.max } });
  }
  return [...sums.values()];
}

/** Tells apart what has different prices. */
export function keyOf({ kind, detail }: CostItem): string {
  return `${kind} ${detail}`;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
