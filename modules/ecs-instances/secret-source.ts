import type { PolicyStatement } from "../iam";
import { shellQuote } from "./shell";

/** Where an instance reads a secret at boot. Only the reference is in user data and in Terraform's state. */
export type SecretSource = ParameterSource | SecretsManagerSource;

/** A parameter of SSM Parameter Store. */
export interface ParameterSource {
  /** ARN of the parameter, e.g. `arn:aws:ssm:eu-west-1:123456789012:parameter/consul/gossip-key`. */
  readonly parameterArn: string;
  /** ARN of the customer's key that encrypts it. @default encrypted with the account's AWS managed key */
  readonly kmsKeyArn?: string;
}

/** A secret of Secrets Manager. */
export interface SecretsManagerSource {
  /** Whole ARN of the secret, its random suffix included. */
  readonly secretArn: string;
  /** Key of a secret that is a JSON object. @default the whole secret */
  readonly jsonKey?: string;
  /** ARN of the customer's key that encrypts it. @default encrypted with the account's AWS managed key */
  readonly kmsKeyArn?: string;
}

/** What a role needs to read this secret and no other. */
export function readPermissions(source: SecretSource): PolicyStatement[] {
  const read: PolicyStatement =
    "parameterArn" in source
      ? { actions: ["ssm:GetParameter"], resources: [source.parameterArn] }
      : { actions: ["secretsmanager:GetSecretValue"], resources: [source.secretArn] };
  const { kmsKeyArn } = source;
  return kmsKeyArn === undefined ? [read] : [read, { actions: ["kms:Decrypt"], resources: [kmsKeyArn] }];
}

/** A command that prints the secret. */
export function readCommand(source: SecretSource, region: string): string {
  if ("parameterArn" in source) {
    const parameter = shellQuote(source.parameterArn);
    return `aws ssm get-parameter --region ${region} --with-decryption --name ${parameter} --query Parameter.Value --output text`;
  }
  const secret = shellQuote(source.secretArn);
  const whole = `aws secretsmanager get-secret-value --region ${region} --secret-id ${secret} --query SecretString --output text`;
  return source.jsonKey === undefined
    ? whole
    : `${whole} | jq -er --arg key ${shellQuote(source.jsonKey)} '.[$key]'`;
}
