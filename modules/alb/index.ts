export { Alb } from "./alb";
export type { AlbProps } from "./alb-props";
export type { AlbListener, IListener } from "./alb-listener";
export type { HealthCheckProps } from "./health-check";
export type { ListenerSettings } from "./listener";
export type { ListenerRuleProps, RuleSettings } from "./listener-rule";
export {
  checkTargetGroup,
  type Stickiness,
  TargetGroup,
  type TargetGroupProps,
  type TargetGroupSettings,
} from "./target-group";
