import { UserError } from "../process/user-error";

/**
 * Makes the versioned S3 bucket that holds Terraform's state; one that is there already is kept. Two plain
 * HTTP requests: the emulator asks for no signature, and the SDK would take a second to load.
 *
 * @throws UserError if the emulator refuses
 */
export async function createStateBucket(endpoint: string, bucket: string, region: string): Promise<void> {
  const url = `${endpoint}/${bucket}`;
  // us-east-1 is S3's default and may not be named.
  // See https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
  const location =
    region === "us-east-1"
      ? ""
      : `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
  const answer = await fetch(url, { method: "PUT", body: location });
  const explanation = await answer.text();
  if (!answer.ok && !explanation.includes("<Code>BucketAlreadyOwnedByYou</Code>")) {
    const [, reason = explanation.slice(0, 200)] = /<Message>([^<]*)/.exec(explanation) ?? [];
    throw new UserError(
      `The local AWS did not make the state bucket '${bucket}' (${answer.status}): ${reason}; see .local-aws/moto.log, and start it anew with 'npm start'.`,
    );
  }
  await fetch(`${url}?versioning`, {
    method: "PUT",
    body: "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
  });
}
