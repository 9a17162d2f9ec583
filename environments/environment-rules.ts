import { bucketName, type Checks, regionCode, rules, zoneOf } from "../modules/core";
import type { Environment } from "./environment";

/** Checks what no construct of the environment's stack checks itself. */
export function checkEnvironment(c: Checks, environment: Environment): void {
  const { region, zones, services } = environment;
  c.each(environment, { name: NAME, region: regionCode, stateBucket: bucketName });
  if (regionCode.isMet(region)) {
    zones.forEach((zone, index) => {
      c.value(`zones[${index}]`, zone, zoneOf(region));
    });
  }
  for (const [key, { name }] of Object.entries(services)) {
    c.value(`services.${key}.name`, name, OUTPUT_NAME);
  }
}

/** It is part of the names of nearly all resources, a load balancer's among them. */
const NAME = rules.text(
  /^[A-Za-z][A-Za-z0-9-]*$/,
  "letters, digits and hyphens, beginning with a letter",
  "choose a short name like acc",
);
/** https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers */
const OUTPUT_NAME = rules.text(
  /^[A-Za-z_]/,
  "a name that begins with a letter",
  "rename the service: outputs are named after it",
);
