/** Where `npm run compose` brings environments up: the region of the cluster, the cluster, and the bucket for states. */
export const COMPOSE = {
  region: "eu-west-1",
  cluster: "cluster01",
  stateBucket: "compose-terraform-state",
} as const;
