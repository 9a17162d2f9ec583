import type { Rule } from "./rule";
import { text } from "./rules";

/** The code of a region. https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
export const regionCode: Rule<string> = text(
  /^[a-z]{2}(-[a-z]+)+-\d$/,
  "the code of a region",
  "write it like eu-west-1",
);

/**
 * An availability zone, or a Local Zone, of a region.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html
 */
export function zoneOf(region: string): Rule<string> {
  return {
    must: `be a zone of the region ${region}`,
    isMet: (zone) => zone.startsWith(region) && /^(-[a-z]+-\d)?[a-z]$/.test(zone.slice(region.length)),
    hint: `write it like ${region}a`,
  };
}
