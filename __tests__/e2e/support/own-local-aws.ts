import { startLocalAws } from "../../../tools/local-aws/local-aws";

/**
 * Gives a test file a local AWS of its own, where it deploys what another file deploys, too. It starts when what is returned is
 * called, at the latest before anything is deployed: hooks run too late for tests that run at the same time.
 */
export function ownLocalAws(): () => Promise<void> {
  let starting: ReturnType<typeof startLocalAws> | undefined;
  afterAll(async () => {
    await (await starting)?.stop();
  });
  return async () => {
    starting ??= startLocalAws();
    process.env.E2E_AWS = JSON.stringify((await starting).env);
  };
}
