import type { RunningLocalAws } from "../local-aws/running";
import { UserError } from "../process/user-error";
import { callAws, clientConfig } from "./aws-client";

/** Whose credentials are in use. */
export interface CallerIdentity {
  /** Number of the account. */
  readonly account: string;
  /** Of the user or role. */
  readonly arn: string;
}

/**
 * Asks AWS whose credentials these are. It needs no permission:
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 *
 * @throws UserError without credentials, and when AWS does not know them
 */
export async function callerIdentity(
  region: string,
  local: RunningLocalAws | undefined,
): Promise<CallerIdentity> {
  const { GetCallerIdentityCommand, STSClient } = await import("@aws-sdk/client-sts");
  const client = new STSClient(clientConfig(region, local));
  const { Account, Arn } = await callAws(() => client.send(new GetCallerIdentityCommand({})));
  if (Account === undefined || Arn === undefined) {
    throw new UserError("AWS does not say whose credentials these are: run 'aws sts get-caller-identity'.");
  }
  return { account: Account, arn: Arn };
}
