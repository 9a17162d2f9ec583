import { dependable, TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { EcsService } from "../../modules/ecs-service";
import type { Named } from "./named";

/** Tells the next deployment whether somebody has committed another version of a service since. */
export function addCommittedVersions(
  stack: Construct,
  services: Named<EcsService>,
  committed: Readonly<Record<string, string>>,
): void {
  for (const [key, { resource }] of services.all) {
    if (committed[key] !== undefined) {
      new TerraformOutput(stack, `${key}_committed_version`, {
        description: `Version of ${key} in cdktf.json when it was deployed last`,
        value: committed[key],
        // Not before the service is deployed, also when others are the only targets.
        dependsOn: [{ fqn: dependable(resource) }],
      });
    }
  }
}
