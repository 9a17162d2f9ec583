/** What to do about it if Terraform, in what it printed, misses credentials for AWS. */
export function adviceOnCredentials(output: string): string | undefined {
  return output.includes(NO_CREDENTIALS) ? HOW_TO_SIGN_IN : undefined;
}

/** What to do without credentials. */
export const HOW_TO_SIGN_IN =
  "There are no AWS credentials: set AWS_PROFILE or sign in first, or see 'npm run help' for --local and --offline.";

/** What Terraform's S3 backend says. */
const NO_CREDENTIALS = "No valid credential sources found";
