import { bucketName, type Checks, regionCode, rules } from "../modules/core";
import type { Environment } from "./environment";

/** Checks what no construct of the environment's stack checks itself. */
export function checkEnvironment(c: Checks, environment: Environment): void {
  c.each(environment, { name: NAME, region: regionCode, stateBucket: bucketName });
  for (const [key, { name = key }] of Object.entries(environment.services)) {
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
