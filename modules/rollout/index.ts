export { daemonProblem } from "./daemon-problem";
export { placesBeside } from "./places";
export { AT_BEST, type Rollout, rolloutProblem } from "./rollout-problem";
