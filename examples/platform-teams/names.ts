/** Of cluster, balancer and network. */
export const NAME = "platform";
export const PROJECT = "platform-teams";
export const REGION = "eu-west-1";
/** Where programs that know only ids find them. */
export const PARAMETER_PATH = "/platform/shared";

/** Where a stack keeps its state: each has its own. */
export function stateOf(stack: string) {
  return {
    bucket: "platform-teams-terraform-state",
    key: `examples/platform-teams/${stack}.tfstate`,
    region: REGION,
  };
}
