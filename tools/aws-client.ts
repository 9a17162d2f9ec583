import type { RunningLocalAws } from "../local-aws/running";
import { HOW_TO_SIGN_IN } from "../no-credentials";
import { UserError } from "../user-error";

/** Where SDK clients send their calls: to the local AWS, or to the user's account. */
export function clientConfig(region: string, local: RunningLocalAws | undefined) {
  return local === undefined
    ? { region }
    : {
        region,
        endpoint: local.endpoint,
        forcePathStyle: true,
        // moto takes any.
        credentials: { accessKeyId: "local", secretAccessKey: "local" },
      };
}

/** Runs calls to AWS; what AWS refuses becomes one line. */
export async function callAws<T>(calls: () => Promise<T>): Promise<T> {
  try {
    return await calls();
  } catch (error) {
    if (!(error instanceof Error)) {
      throw error;
    }
    if (error.name === "CredentialsProviderError") {
      throw new UserError(HOW_TO_SIGN_IN);
    }
    if ("$metadata" in error) {
      throw new UserError(`AWS refuses: ${error.name}: ${error.message}`);
    }
    throw error;
  }
}
