import type { IConstruct } from "constructs";
import { rules, validateProps } from "../core";

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

/** Checks the thresholds and returns all of them. */
export function withDefaults(scope: IConstruct, thresholds: ServiceThresholds): Required<ServiceThresholds> {
  validateProps(scope, thresholds, {
    errorPercent: rules.integer(1, 100, "the default is 5"),
    minRequests: rules.integer(1, 1_000_000, "the default is 20"),
    latencySeconds: {
      must: "be more than 0",
      isMet: (seconds) => seconds > 0,
      hint: "the default is 1",
    },
    unhealthyTasks: rules.integer(1, 5000, "the default is 1"),
    cpuPercent: rules.integer(1, 1000, "the default is 90"),
    memoryPercent: rules.integer(1, 1000, "the default is 90"),
  });
  return {
    errorPercent: thresholds.errorPercent ?? 5,
    minRequests: thresholds.minRequests ?? 20,
    latencySeconds: thresholds.latencySeconds ?? 1,
    unhealthyTasks: thresholds.unhealthyTasks ?? 1,
    cpuPercent: thresholds.cpuPercent ?? 90,
    memoryPercent: thresholds.memoryPercent ?? 90,
  };
}
