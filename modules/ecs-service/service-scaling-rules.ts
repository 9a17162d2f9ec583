import { type Checks, rules } from "../core";
import { checkSchedules } from "./scheduled-scaling";
import type { ServiceScalingProps } from "./service-scaling";
import { checkSteps } from "./step-scaling";
import { checkTracking } from "./target-tracking";

/** @param behindAlb whether `loadBalancer` is an application balancer */
export function checkScaling(c: Checks, props: ServiceScalingProps, behindAlb: boolean): void {
  const { minTasks, maxTasks, steps, schedules = [] } = props;
  c.each<ServiceScalingProps>(props, {
    minTasks: rules.integer(0, 5000, "2 survive the loss of one"),
    maxTasks: rules.integer(1, 5000, "AWS allows 5000 tasks in a service"),
    cooldownSeconds: rules.integer(0, 3600, "wait for an hour at most"),
  });
  c.require(() => minTasks <= maxTasks, {
    prop: "minTasks",
    must: `not be greater than 'maxTasks' (${maxTasks})`,
    got: minTasks,
    of: [minTasks, maxTasks],
    hint: "lower the minimum or raise the maximum",
  });
  checkTracking(c, props, behindAlb);
  const targets = TARGETS.filter((target) => props[target] !== undefined);
  c.require(() => steps === undefined || targets.length === 0, {
    prop: "steps",
    must: `be left out with ${targets.map((target) => `'${target}'`).join(" and ")}`,
    got: steps,
    of: [],
    hint: "aim at a target or take steps, not both",
  });
  if (steps !== undefined) {
    checkSteps(c.at("steps"), steps, minTasks);
  }
  checkSchedules(c, schedules);
}

const TARGETS = ["cpuPercent", "memoryPercent", "requestCountPerTarget", "customMetric"] as const;
