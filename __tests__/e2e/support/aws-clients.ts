import { localAws } from "./describe-e2e";

/** The configuration with which an SDK client asks the emulator. */
export function clientConfig() {
  const env = localAws();
  return {
    endpoint: env.AWS_ENDPOINT_URL ?? "",
    region: env.AWS_REGION ?? "",
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID ?? "",
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? "",
    },
  };
}
