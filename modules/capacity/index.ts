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
export { GroupCapacity, roomFor } from "./group-capacity";
export type { GroupProps } from "./group-props";
export type { GroupSizes } from "./group-sizes";
export { checkConstraints } from "./placement/check-constraints";
export { memberOf, type MemberOf } from "./placement/member-of";
export { fitsTimes, minus, sumOf, times, type Units } from "./units";
