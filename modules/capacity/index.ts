export { checkCounts, type TaskCount } from "./check-counts";
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
export { GroupCapacity, type GroupProps, roomFor } from "./group-capacity";
export type { GroupSizes } from "./group-sizes";
export { fitsTimes, minus, sumOf, times, type Units } from "./units";
