export { Alb, type AlbProps, type AlbRoute } from "./alb";
export type { HealthCheckProps } from "./health-check";
export { TargetGroup, type TargetGroupProps } from "./target-group";
