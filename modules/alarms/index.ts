export { ServiceAlarms, type ServiceAlarmsProps } from "./service-alarms";
export type { ServiceThresholds } from "./service-thresholds";
