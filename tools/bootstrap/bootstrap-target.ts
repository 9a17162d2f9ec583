import { callerIdentity, type CallerIdentity } from "../aws/caller-identity";
import { UserError } from "../process/user-error";
import { committedContext } from "../project/context-file";
import { prepareStack, type PreparedStack, type StackOptions } from "../terraform/prepared-stack";

/** The bucket that is to be there, and what has been there before. */
export interface BootstrapTarget {
  /** The stack that makes the bucket, with the account in its context. */
  readonly prepared: PreparedStack;
  readonly identity: CallerIdentity;
  readonly region: string;
  /** Key of the environment. */
  readonly environment: string;
  /** Whether the context has the account already. */
  readonly isNoted: boolean;
  /** Address and name of the bucket. */
  readonly address: string;
  readonly bucket: string;
  /** What the bucket was called without the account; undefined if it has the same name. */
  readonly formerBucket: string | undefined;
}

/**
 * Finds out whose account it is, and what the environment's state bucket is called there.
 *
 * @throws UserError also if the environment is in another account
 */
export async function bootstrapTarget(options: StackOptions): Promise<BootstrapTarget> {
  const { projectDirectory, report } = options;
  const isLocal = options.aws === "local";
  // The account of an environment is not that of the local AWS.
  const context = isLocal
    ? options.context.filter((pair) => !/^[^=]+\.accountId=/.test(pair))
    : options.context;
  const values = { ...committedContext(projectDirectory), ...valuesIn(context) };
  const environment = String(values.environment);
  const contextKey = accountKey(environment);
  const noted = isLocal ? undefined : values[contextKey];

  const stateStack = [...context, "stack=state"];
  const first = await prepareStack({ ...options, context: stateStack });
  const region = first.stack.region ?? "";
  const identity = await report.step("Asking AWS whose credentials these are", () =>
    callerIdentity(region, first.local),
  );
  if (noted !== undefined && noted !== identity.account) {
    throw new UserError(
      `These credentials (${identity.arn}) are of account ${identity.account}, and '${contextKey}' is ${JSON.stringify(noted)}: sign in to that account, or correct cdktf.json.`,
    );
  }
  const prepared =
    noted !== undefined
      ? first
      : await prepareStack({ ...options, context: [...stateStack, `${contextKey}=${identity.account}`] });
  const [address, bucket] = bucketOf(prepared);
  const [, formerBucket] = bucketOf(first);
  return {
    ...{ prepared, identity, region, environment, address, bucket },
    isNoted: noted !== undefined,
    formerBucket: formerBucket === bucket ? undefined : formerBucket,
  };
}

/** Key of an environment's account in the context. */
export function accountKey(environment: string): string {
  return `${environment}.accountId`;
}

/** Pairs `key=value` by key; of the same key, the last one counts. */
function valuesIn(context: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    context.map((pair) => {
      const [key = "", ...value] = pair.split("=");
      return [key, value.join("=")];
    }),
  );
}

/** Address and name of the bucket that the stack makes. */
function bucketOf({ stack }: PreparedStack): [string, string] {
  const [bucket] = stack.buckets;
  if (bucket === undefined) {
    throw new UserError(
      `The stack '${stack.name}' makes no bucket: see stacks/state-stack.ts for one that does.`,
    );
  }
  return bucket;
}
