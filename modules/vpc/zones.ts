import type { Checks } from "../core";
import { rules } from "../core";

/** As many zones as balancers need, and regions have. */
const MIN_ZONES = 2;
const MAX_ZONES = 6;

/** Checks that zones are different ones of the region, and known: addresses in the state are made of them. */
export function checkZones(c: Checks, zones: readonly string[], region: string): void {
  c.known({ zones });
  c.require(() => zones.length >= MIN_ZONES && zones.length <= MAX_ZONES, {
    prop: "zones",
    must: `name ${MIN_ZONES} to ${MAX_ZONES} availability zones`,
    got: zones,
    hint: "a load balancer needs two",
  });
  const entries = zones.map((key, index) => ({ prop: `zones[${index}]`, key }));
  for (const { prop, key } of entries) {
    checkZone(c, prop, key, region);
  }
  c.distinct(entries, "'zones'", "name another zone");
}

/**
 * Checks that a zone, local ones included, is one of the region.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html#concepts-available-regions
 */
export function checkZone(c: Checks, prop: string, zone: string, region: string): void {
  c.value(prop, zone, ZONE);
  c.require(() => !ZONE.isMet(zone) || zone.startsWith(region), {
    prop,
    must: `be in the region ${region}`,
    got: zone,
    of: [zone, region],
    hint: "name a zone of the region that the provider has, or change that",
  });
}

const ZONE = rules.text(
  /^[a-z]{2,4}(-[a-z]+)+-\d(-[a-z0-9-]+)?[a-z]$/,
  "an availability zone",
  "write it like eu-west-1a",
);
