import { oneLine } from "../terminal/one-line";

/**
 * What to do without credentials.
 *
 * @param profile AWS_PROFILE. @default - it is not set
 */
export function howToSignIn(profile = ""): string {
  return profile === ""
    ? "There are no AWS credentials: set AWS_PROFILE or sign in first, or see 'npm run plan -- --help' for --local and --offline."
    : `There are no AWS credentials for the profile '${profile}': correct AWS_PROFILE, or sign in, e.g. with 'aws sso login --profile ${profile}'.`;
}

/**
 * One line about what is wrong with credentials or permissions, with what to do; undefined for all else.
 *
 * @param text what AWS, its SDK or Terraform says
 */
export function explainAccountFailure(text: string): string | undefined {
  for (const [pattern, explain] of HINTS) {
    const match = pattern.exec(text);
    if (match !== null) {
      return explain(match);
    }
  }
  return undefined;
}

/** The first that matches counts. */
const HINTS: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [/No valid credential sources found|no EC2 IMDS role found/, () => howToSignIn()],
  [
    /failed to get shared config profile, ([^\s,]+)|config profile \(([^)]+)\) could not be found/i,
    ([, one, other]) => {
      const profile = one ?? other ?? "";
      return `There is no AWS profile '${profile}' in ~/.aws/config: correct AWS_PROFILE, or make it with 'aws configure --profile ${profile}'.`;
    },
  ],
  [
    /ExpiredToken|RequestExpired|security token included in the request is expired|(?:SSO|sso) session (?:associated with this profile )?has expired|cached SSO token is expired|refresh cached SSO token failed/,
    () => "The AWS credentials have expired: sign in again, e.g. with 'aws sso login'.",
  ],
  [
    /InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|UnrecognizedClientException|security token included in the request is invalid/,
    () =>
      "AWS does not know these credentials: check AWS_PROFILE and AWS_ACCESS_KEY_ID with 'aws sts get-caller-identity'.",
  ],
  [
    /AWS account ID not allowed: (\d+)/i,
    ([, account = ""]) =>
      `These credentials are of account ${account}, which is not '<environment>.accountId' in cdktf.json: sign in to that one, or run 'npm run bootstrap' to see both.`,
  ],
  [
    /(User|arn): \S+ is not authorized to perform: (\S+)[^\n]*/,
    ([line]) => `AWS refuses: ${oneLine(line)}: ask who administers the account for this permission.`,
  ],
  [
    /([A-Z]\w+), https response error StatusCode: 403[^\n]*|AccessDenied[^\n]*|api error Forbidden[^\n]*/,
    ([line]) =>
      `AWS refuses: ${oneLine(line)}: check with 'aws sts get-caller-identity' that these are the right account and role.`,
  ],
];
