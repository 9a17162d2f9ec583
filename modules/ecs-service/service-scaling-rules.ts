import { type Checks, rules } from "../core";
import { checkSchedules } from "./scheduled-scaling";
import type { ServiceScalingProps } from "./service-scaling";
import { checkSteps } from "./step-scaling";

export function checkScaling(c: Checks, props: ServiceScalingProps): void {
  const { minTasks, maxTasks, steps, cpuPercent, memoryPercent, schedules = [] } = props;
  c.each<ServiceScalingProps>(props, {
    minTasks: rules.integer(0, 5000, "2 survive the loss of one"),
    maxTasks: rules.integer(1, 5000, "AWS allows 5000 tasks in a service"),
    cpuPercent: PERCENT,
    memoryPercent: PERCENT,
    cooldownSeconds: rules.integer(0, 3600, "wait for an hour at most"),
  });
  c.require(() => minTasks <= maxTasks, {
    prop: "minTasks",
    must: `not be greater than 'maxTasks' (${maxTasks})`,
    got: minTasks,
    of: [minTasks, maxTasks],
    hint: "lower the minimum or raise the maximum",
  });
  c.require(() => steps === undefined || (cpuPercent === undefined && memoryPercent === undefined), {
    prop: "steps",
    must: "be left out with 'cpuPercent' or 'memoryPercent'",
    got: steps,
    of: [],
    hint: "aim at a target or take steps, not both",
  });
  if (steps !== undefined) {
    checkSteps(c.at("steps"), steps);
  }
  checkSchedules(c, schedules);
}

const PERCENT = rules.integer(1, 100, "leave room for what comes while a task starts");
