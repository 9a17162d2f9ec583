import { readCommand, readPermissions, SECRET_PACKAGES, type SecretSource } from "./secret-source";
import { shellQuote } from "./shell";
import type { UserDataStep } from "./user-data-step";

/** Where the agent reads its settings; of a setting that is there twice, the last counts. */
export const AGENT_CONFIG_FILE = "/etc/ecs/ecs.config";

/** A file in S3 with settings of the agent. */
export interface EcsConfigObject {
  readonly bucket: string;
  readonly key: string;
  /** The customer's key that encrypts it. @default encrypted with a key of S3 or the account's AWS managed key */
  readonly kmsKeyArn?: string;
}

/** Puts the settings from S3 at the beginning of the agent's file, so that those made here win. */
export function ecsConfigStep({ bucket, key, kmsKeyArn }: EcsConfigObject, partition: string): UserDataStep {
  return {
    name: "ecs-config",
    // The file may end in the middle of a line.
    script: [
      `aws s3 cp ${shellQuote(`s3://${bucket}/${key}`)} - >>${AGENT_CONFIG_FILE}`,
      `echo >>${AGENT_CONFIG_FILE}`,
    ].join("\n"),
    packages: ["awscli-2"],
    permissions: [
      { actions: ["s3:GetObject"], resources: [`arn:${partition}:s3:::${bucket}/${key}`] },
      ...(kmsKeyArn === undefined ? [] : [{ actions: ["kms:Decrypt"], resources: [kmsKeyArn] }]),
    ],
  };
}

/** Credentials of private registries for every task of a group. */
export interface RegistryCredentials {
  /**
   * JSON in one of the agent's two formats.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth-container-instances.html
   */
  readonly secret: SecretSource;
  /** `docker`: user names and passwords by registry; `dockercfg`: what `docker login` writes. @default "docker" */
  readonly type?: "docker" | "dockercfg";
}

/** Puts the credentials into the agent's file, which only root may read. */
export function registryCredentialsStep({ secret, type = "docker" }: RegistryCredentials): UserDataStep {
  return {
    name: "registry-credentials",
    script: [
      `touch ${AGENT_CONFIG_FILE}`,
      `chmod 0600 ${AGENT_CONFIG_FILE}`,
      // A setting is one line; in JSON, line breaks are outside of texts and mean nothing.
      `registry_credentials="$(${readCommand(secret)} | tr -d '\\r\\n')"`,
      `printf 'ECS_ENGINE_AUTH_TYPE=%s\\nECS_ENGINE_AUTH_DATA=%s\\n' ${type} "$registry_credentials" >>${AGENT_CONFIG_FILE}`,
    ].join("\n"),
    packages: SECRET_PACKAGES,
    permissions: readPermissions(secret),
  };
}
