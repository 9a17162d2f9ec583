export { Alb } from "./alb";
export type { AlbProps } from "./alb-props";
export type { AlbListener, IListener } from "./alb-listener";
export { AlbLookup, type AlbLookupProps } from "./alb-lookup";
export { ExistingAlb, type ExistingAlbProps } from "./existing-alb";
export type { HealthCheckProps } from "./health-check";
export type { ListenerSettings } from "./listener";
export type { ListenerRuleProps, RuleSettings } from "./listener-rule";
export type { PriorityRange } from "./priority-range";
export {
  checkTargetGroup,
  type Stickiness,
  TargetGroup,
  type TargetGroupProps,
  type TargetGroupSettings,
} from "./target-group";
