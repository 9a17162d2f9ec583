// What both programs agree upon. Change it first.

/** Of the network, the cluster and the balancer. */
export const PLATFORM = "shop";
export const REGION = "eu-west-1";
/** The repository that deploys: `<owner>/<name>`. */
export const REPOSITORY = "example/shop-infrastructure";
/** Where the platform tells teams its ids, in SSM's Parameter Store. */
export const SHARED = `/${PLATFORM}/shared`;
/** What the platform has left to teams at its balancer. */
export const PRIORITIES = { from: 100, to: 199 };

/** Where a program keeps its state: `aws s3 ls` must show the bucket before the first deployment. */
export function stateOf(program: string) {
  return { bucket: "shop-infrastructure-state", key: `${program}.tfstate`, region: REGION };
}
