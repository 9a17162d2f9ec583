import { UserError } from "../process/user-error";
import type { BootstrapTarget } from "./bootstrap-target";
import { StateBucketLookup } from "./state-bucket-lookup";

/** What is there already. */
export interface FoundState {
  readonly hasBucket: boolean;
  /** Whether the state of the bucket is in it. */
  readonly hasState: boolean;
}

/**
 * Looks for the bucket, and for its state in it.
 *
 * @throws UserError if the bucket is elsewhere, or the environment has had another one
 */
export async function findState(target: BootstrapTarget): Promise<FoundState> {
  const { prepared, region, identity, environment, bucket, formerBucket } = target;
  const lookup = await StateBucketLookup.in(region, identity.account, prepared.local);
  // On the local AWS, the commands make a bucket for every state.
  if (formerBucket !== undefined && prepared.local === undefined && (await lookup.owns(formerBucket))) {
    throw new UserError(
      `The state of '${environment}' is in the bucket '${formerBucket}' already: write stateBucket: "${formerBucket}" into environments/${environment}.ts to keep it, and run this again.`,
    );
  }
  const hasBucket = await lookup.has(bucket);
  const { key = "" } = prepared.stack.backend ?? {};
  return { hasBucket, hasState: hasBucket && (await lookup.hasState(bucket, key)) };
}
