export { daemonProblem } from "./daemon-problem";
export { placesBeside } from "./places";
export type { Rollout } from "./rollout";
export { AT_BEST, rolloutProblem } from "./rollout-problem";
