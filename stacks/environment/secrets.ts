import { Secret } from "../../modules/ecs-task";
import type { SecretReference } from "../../settings";

/** Where a secret is kept, as a container takes it. */
export function secretOf(reference: SecretReference): Secret {
  if (typeof reference === "string") {
    return SECRET_ARN.test(reference)
      ? Secret.fromSecretsManager(reference)
      : Secret.fromSsmParameter(reference);
  }
  return "secretArn" in reference
    ? Secret.fromSecretsManager(reference.secretArn, reference)
    : Secret.fromSsmParameter(reference.parameterArn, reference);
}

export function secretsOf(references: Readonly<Record<string, SecretReference>>): Record<string, Secret> {
  return Object.fromEntries(Object.entries(references).map(([name, one]) => [name, secretOf(one)]));
}

const SECRET_ARN = /^arn:[^:]*:secretsmanager:/;
