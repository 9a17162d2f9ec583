export { checkCounts, placesOf, type TaskCount } from "./check-counts";
export { checkGroup } from "./check-group";
export { checkTaskFits } from "./check-task";
export {
  type DaemonDemand,
  type HostPort,
  type ImageArchitecture,
  imageArchitecture,
  type ServiceDemand,
  type TaskDemand,
} from "./demand";
export { GroupCapacity, type GroupProps } from "./group-capacity";
export { sumOf, type Units } from "./units";
