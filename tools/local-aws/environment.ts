import { devNull } from "node:os";

/**
 * `base` without any `AWS_` variable (profile, session token, other endpoints) and without the files in the
 * user's `~/.aws`: nothing run in it can reach an account by accident.
 */
export function withoutAws(base: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const others = Object.entries(base).filter(([name]) => !name.startsWith("AWS_"));
  return {
    ...Object.fromEntries(others),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

/** A process environment in which Terraform, CDKTF, the AWS CLI and the SDKs speak to the local AWS only. */
export function localAwsEnvironment(
  base: NodeJS.ProcessEnv,
  { endpoint, region }: { readonly endpoint: string; readonly region: string },
): NodeJS.ProcessEnv {
  return {
    ...withoutAws(base),
    // moto takes any.
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_PAGER: "",
  };
}
