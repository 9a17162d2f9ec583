import type { Checks } from "./checks";
import { KNOWN_REGIONS, KNOWN_REGIONS_DATE } from "./known-regions";
import { nearest } from "./nearest";
import type { Rule } from "./rule";
import { text } from "./rules";

/** The code of a region. https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
export const regionCode: Rule<string> = text(
  /^[a-z]{2,4}(-[a-z]+)+-\d$/,
  "the code of a region",
  "write it like eu-west-1",
);

/** Checks that a region can be one, and warns of one that is not known here: AWS opens new ones. */
export function checkRegion(c: Checks, prop: string, region: string | undefined): void {
  c.value(prop, region, regionCode);
  if (region === undefined || !regionCode.isMet(region) || Object.hasOwn(KNOWN_REGIONS, region)) {
    return;
  }
  const meant = nearest(region, Object.keys(KNOWN_REGIONS));
  c.require(() => false, {
    prop,
    must: `be one of the regions that AWS had on ${KNOWN_REGIONS_DATE}`,
    got: region,
    hint: meant === undefined ? "correct it, unless it is newer" : `write "${meant}", unless it is newer`,
    code: "ECS-NET-002",
  });
}

/**
 * Warns of a zone that accounts do not have by default. Of some regions, old accounts have zones that others have not.
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
 */
export function checkKnownZone(c: Checks, prop: string, zone: string, region: string): void {
  const letters = KNOWN_REGIONS[region] ?? "";
  const letter = zone.slice(region.length);
  c.require(() => letters === "" || letter.length !== 1 || letters.includes(letter), {
    prop,
    must: `be one of the zones that accounts have in ${region} (${letters.split("").join(", ")})`,
    got: zone,
    of: [zone, region],
    hint: "aws ec2 describe-availability-zones tells which your account has",
    code: "ECS-NET-003",
  });
}
