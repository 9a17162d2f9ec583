import type { Environment } from "./environment";

/**
 * Name of the bucket for the state of an environment: the environment's own choice, else one made of project and
 * environment, in which the account makes it unique in the world.
 *
 * @param accountId the account of the environment, once `npm run bootstrap` has noted it
 */
export function stateBucketOf(environment: Environment, accountId: string | undefined): string {
  const { project, name, stateBucket } = environment;
  const account = accountId === undefined ? [] : [accountId];
  return stateBucket ?? [project, "terraform-state", name, ...account].join("-");
}
