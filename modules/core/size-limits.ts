import type { Checks } from "./checks";

/** How long a document is at most, which AWS raises for nobody. */
const SIZE_LIMITS = {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
  managedPolicy: 6144,
  rolePolicies: 10_240,
  // https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html#sns-policy-quotas
  topicPolicy: 30_720,
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
  bucketPolicy: 20_480,
  // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html
  repositoryPolicy: 10_240,
  // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html
  endpointPolicy: 20_480,
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
  taskDefinition: 65_536,
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html, before it is encoded in base64
  userData: 16_384,
};

/** Checks that AWS takes a document of so many bytes. */
export function checkSize(
  c: Checks,
  prop: string,
  document: keyof typeof SIZE_LIMITS,
  bytes: number,
  hint: string,
): void {
  const max = SIZE_LIMITS[document];
  c.require(() => bytes <= max, {
    prop,
    must: `have at most ${max} bytes`,
    got: bytes,
    hint,
    code: "ECS-LIMIT-003",
  });
}

/**
 * How many bytes a text has once Terraform has filled it in.
 *
 * @param ofToken how many bytes what it fills in has each time @default those of an ARN
 */
export function renderedBytes(text: string, ofToken = 100): number {
  return Buffer.byteLength(text.replace(/\$\{TfToken\[[^\]]*\]\}/g, "x".repeat(ofToken)));
}
