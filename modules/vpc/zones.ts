import { checkKnownZone, type Checks, type Rule } from "../core";

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

/** Checks that a zone, or a Local Zone, is one of the region. */
export function checkZone(c: Checks, prop: string, zone: string, region: string): void {
  const { isMet, ...rule } = zoneOf(region);
  c.require(() => isMet(zone), { ...rule, prop, got: zone, of: [zone, region] });
  checkKnownZone(c, prop, zone, region);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html */
function zoneOf(region: string): Rule<string> {
  return {
    must: `be a zone of the region ${region}`,
    isMet: (zone) => zone.startsWith(region) && /^(-[a-z]+-\d)?[a-z]$/.test(zone.slice(region.length)),
    hint: `write it like ${region}a`,
  };
}
