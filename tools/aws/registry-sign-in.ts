import { callAws } from "./aws-client";

/** How a container engine signs in to a registry. */
export interface RegistrySignIn {
  readonly registry: string;
  readonly user: string;
  readonly password: string;
}

/**
 * Asks ECR for a password; of other registries nothing is known, they are signed in to by hand.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html
 */
export async function signInOf(repository: string): Promise<RegistrySignIn | undefined> {
  const [registry = ""] = repository.split("/");
  const [, region] = /^\d{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com/.exec(registry) ?? [];
  if (region === undefined) {
    return undefined;
  }
  const { ECRClient, GetAuthorizationTokenCommand } = await import("@aws-sdk/client-ecr");
  const { authorizationData = [] } = await callAws(() =>
    new ECRClient({ region }).send(new GetAuthorizationTokenCommand({})),
  );
  const token = Buffer.from(authorizationData[0]?.authorizationToken ?? "", "base64").toString();
  const [user = "", password = ""] = token.split(":");
  return { registry, user, password };
}
