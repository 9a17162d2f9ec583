import { type Checks, rules } from "../../core";
import type { PolicyStatement } from "../../iam";
import { shellQuote } from "./shell";

/**
 * Where an instance reads a secret, in its own region. Only the reference is in user data and in Terraform's state.
 * The role of the group's instances is allowed to read just this.
 */
export type SecretSource = ParameterSource | SecretsManagerSource;

/** A parameter of SSM Parameter Store. */
export interface ParameterSource {
  /** E.g. `arn:aws:ssm:eu-west-1:123456789012:parameter/consul/gossip-key`. */
  readonly parameterArn: string;
  /** The customer's key that encrypts it. @default encrypted with the account's AWS managed key */
  readonly kmsKeyArn?: string;
}

/** A secret of Secrets Manager. */
export interface SecretsManagerSource {
  /** Whole ARN of the secret, its random suffix included. */
  readonly secretArn: string;
  /** Key in a secret that is a JSON object. @default the whole secret */
  readonly jsonKey?: string;
  /** The customer's key that encrypts it. @default encrypted with the account's AWS managed key */
  readonly kmsKeyArn?: string;
}

/** Checks that a secret is named so that an instance can read it, and its role can be allowed to. */
export function checkSecretSource(c: Checks, prop: string, source: SecretSource): void {
  if ("parameterArn" in source) {
    c.value(`${prop}.parameterArn`, source.parameterArn, rules.parameterArn);
  } else {
    c.value(`${prop}.secretArn`, source.secretArn, rules.secretArn);
  }
  c.value(`${prop}.kmsKeyArn`, source.kmsKeyArn, rules.kmsKeyArn);
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

/** A command that prints the secret; it needs {@link SECRET_PACKAGES}. */
export function readCommand(source: SecretSource): string {
  if ("parameterArn" in source) {
    const name = shellQuote(source.parameterArn);
    return `aws ssm get-parameter --with-decryption --name ${name} --query Parameter.Value --output text`;
  }
  const id = shellQuote(source.secretArn);
  const whole = `aws secretsmanager get-secret-value --secret-id ${id} --query SecretString --output text`;
  const { jsonKey } = source;
  // "$key" is jq's, not the shell's.
  return jsonKey === undefined ? whole : `${whole} | jq -er --arg key ${shellQuote(jsonKey)} '.[$key]'`;
}

/** Packages that {@link readCommand} needs. */
export const SECRET_PACKAGES: readonly string[] = ["awscli-2", "jq"];
