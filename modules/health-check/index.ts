export { HEALTH_CHECK_PATH, type HealthCheckTiming, renderTiming } from "./health-check-timing";
