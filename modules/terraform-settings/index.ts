export { addS3State, type S3State } from "./s3-state";
export { addTerraformSettings, type TerraformSettings } from "./terraform-settings";
