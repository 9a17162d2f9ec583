import type { RunningLocalAws } from "../local-aws/running";
import { UserError } from "../process/user-error";
import { explainAccountFailure, howToSignIn } from "./account-failures";

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
    const text = `${error.name}: ${error.message}`;
    if (/^(?:Credentials|Token)ProviderError$/.test(error.name)) {
      throw new UserError(explainAccountFailure(text) ?? howToSignIn(process.env.AWS_PROFILE));
    }
    if ("$fault" in error) {
      throw new UserError(explainAccountFailure(text) ?? `AWS refuses: ${text}`);
    }
    // The SDK notes its attempts, also if none of them was answered.
    if ("$metadata" in error) {
      throw new UserError(`AWS cannot be reached: ${error.message}`);
    }
    throw error;
  }
}
