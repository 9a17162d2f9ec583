import { type Checks, rules } from "../core";

/** From where on something is wrong with a service. */
export interface ServiceThresholds {
  /** Percent of the requests of a minute that are answered with 5xx, 1 to 100. @default 5 */
  readonly errorPercent?: number;
  /** Requests that a minute must have for its errors to count: of two requests, one is 50 %. 1 or more. @default 20 */
  readonly minRequests?: number;
  /** Seconds within which 95 % of the requests of a minute are answered, more than 0. @default 1 */
  readonly latencySeconds?: number;
  /** Tasks that fail the balancer's health check, 1 or more. @default 1 */
  readonly unhealthyTasks?: number;
  /**
   * Tasks that must pass the health check of each balancer, 0 to 5000; with fewer clients get errors. 0 for no alarm.
   * @default 1
   */
  readonly minHealthyTasks?: number;
  /**
   * Tasks that must run, 0 to 5000. 0 for no alarm, e.g. of a service that is scaled to zero at night.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
   * @default 1
   */
  readonly minRunningTasks?: number;
  /**
   * Average CPU use in percent of what the tasks reserve (`cpu`), 1 to 1000: a task may use more than it reserves, as
   * long as its instance has it. Scaling aims at 75.
   * @default 90
   */
  readonly cpuPercent?: number;
  /**
   * Average memory use in percent of what the tasks reserve, 1 to 1000; with a soft limit only, it can exceed 100.
   * Scaling aims at 75.
   * @default 90
   */
  readonly memoryPercent?: number;
}

/** They stand in expressions and messages, and so must be known. */
export function checkThresholds(c: Checks, thresholds: ServiceThresholds): void {
  c.known({ ...thresholds });
  c.each(thresholds, {
    errorPercent: rules.integer(1, 100, "take 5"),
    minRequests: rules.integer(1, 1_000_000, "take 20"),
    latencySeconds: { must: "be more than 0", isMet: (seconds) => seconds > 0, hint: "take 1" },
    unhealthyTasks: rules.integer(1, 5000, "take 1"),
    minHealthyTasks: rules.integer(0, 5000, "take 1, or 0 for no alarm"),
    minRunningTasks: rules.integer(0, 5000, "take 1, or 0 for no alarm"),
    cpuPercent: rules.integer(1, 1000, "take 90"),
    memoryPercent: rules.integer(1, 1000, "take 90"),
  });
}

export function withDefaults(thresholds: ServiceThresholds): Required<ServiceThresholds> {
  return {
    errorPercent: thresholds.errorPercent ?? 5,
    minRequests: thresholds.minRequests ?? 20,
    latencySeconds: thresholds.latencySeconds ?? 1,
    unhealthyTasks: thresholds.unhealthyTasks ?? 1,
    minHealthyTasks: thresholds.minHealthyTasks ?? 1,
    minRunningTasks: thresholds.minRunningTasks ?? 1,
    cpuPercent: thresholds.cpuPercent ?? 90,
    memoryPercent: thresholds.memoryPercent ?? 90,
  };
}
