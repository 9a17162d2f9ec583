/** The group of instances, and the balancer, that has no other name. */
export const DEFAULT = "default";

/** The topic that is told what no other one is named for. */
export const ALERTS = "alerts";
