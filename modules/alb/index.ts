export { Alb, type AlbProps } from "./alb";
export type { AlbListener, AlbRoutes } from "./alb-listener";
export type { HealthCheckProps } from "./health-check";
export type { ListenerSettings } from "./listener";
export type { AlbRoute } from "./route";
export {
  type Stickiness,
  TargetGroup,
  type TargetGroupProps,
  type TargetGroupSettings,
} from "./target-group";
