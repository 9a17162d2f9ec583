export { Elb, type ElbProps } from "./elb";
export type { ElbHealthCheck } from "./elb-health-check";
