export {
  type Blocked,
  type Counts,
  type DeploymentBounds,
  firstBlocked,
  greatestMinimum,
  leastMaximum,
} from "./rolling-update";
export { followsTasks, type FullInstances } from "./step-scaling";
