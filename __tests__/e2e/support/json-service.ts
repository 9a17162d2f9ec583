import { clientConfig } from "./aws-clients";

/**
 * Calls an AWS service that speaks JSON and whose SDK client is too much for one call, e.g. `AmazonSSM.PutParameter`.
 * The emulator reads the service and the region from the credentials' scope, and checks no signature.
 */
export async function callJsonService<Answer>(
  { service, region, target }: { service: string; region: string; target: string },
  body: object,
): Promise<Answer> {
  const answer = await fetch(clientConfig().endpoint, {
    method: "POST",
    headers: {
      "Content-Type": "application/x-amz-json-1.1",
      "X-Amz-Target": target,
      Authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=none`,
    },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`${target}: ${text}`);
  }
  return JSON.parse(text) as Answer;
}
