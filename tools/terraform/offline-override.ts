import { writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Merged by Terraform over the synthesized JSON: no remote state, and nothing is asked of AWS.
 * See https://developer.hashicorp.com/terraform/language/files/override
 */
const OFFLINE_OVERRIDE = {
  terraform: { backend: { local: {} } },
  provider: {
    aws: [
      {
        access_key: "offline",
        secret_key: "offline",
        skip_credentials_validation: true,
        skip_metadata_api_check: true,
        skip_region_validation: true,
        skip_requesting_account_id: true,
      },
    ],
  },
};

/** Makes Terraform plan a stack as a new one, with neither account nor network. */
export function goOffline(stackDirectory: string): void {
  writeFileSync(join(stackDirectory, "offline_override.tf.json"), JSON.stringify(OFFLINE_OVERRIDE));
}
