import type { RunningLocalAws } from "../local-aws/running";
import { HOW_TO_SIGN_IN } from "../terraform/failures";
import { UserError } from "../process/user-error";

// The SDK's advice on versions of Node is for the project, not for its users.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

/** Where SDK clients send their calls: to the local AWS, or to the user's account. */
export function clientConfig(region: string, local: Pick<RunningLocalAws, "endpoint"> | undefined) {
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

/**
 * Runs calls to AWS.
 *
 * @throws UserError with one line, if AWS refuses or cannot be reached
 */
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
    if ("$fault" in error) {
      throw new UserError(`AWS refuses: ${error.name}: ${error.message}`);
    }
    // The SDK notes its attempts, also if none of them was answered.
    if ("$metadata" in error) {
      throw new UserError(`AWS cannot be reached: ${error.message}`);
    }
    throw error;
  }
}
