import { AppautoscalingScheduledAction } from "@cdktf/provider-aws/lib/appautoscaling-scheduled-action";
import type { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import type { Construct } from "constructs";
import { rules, scheduleExpression, timeZone, validateProp, ValidationError } from "../core";
import type { ServiceScalingTarget } from "./service-scaling";

/** New bounds for the number of tasks from a time on. */
export interface TaskSchedule {
  /** E.g. `office-hours`; 1 to 64 small letters, digits and hyphens, unique in the service. */
  readonly name: string;
  /** E.g. `cron(0 8 ? * MON-FRI *)`: minute, hour, day, month, weekday, year. */
  readonly schedule: string;
  /** IANA name of the zone that the time is in. @default "UTC" */
  readonly timeZone?: string;
  /** 0 to 5000. */
  readonly minTasks: number;
  /** 0 to 5000, at least `minTasks`. */
  readonly maxTasks: number;
}

/** Adds one scheduled action per schedule. */
export function addSchedules(
  scope: Construct,
  scalable: AppautoscalingTarget,
  { clusterName, serviceName }: ServiceScalingTarget,
  schedules: readonly TaskSchedule[],
): void {
  for (const [index, schedule] of schedules.entries()) {
    validate(scope, `schedules[${index}]`, schedule, schedules.slice(0, index));
    const { name, minTasks, maxTasks } = schedule;
    new AppautoscalingScheduledAction(scope, `schedule-${name}`, {
      name: `${clusterName}-${serviceName}-${name}`,
      serviceNamespace: scalable.serviceNamespace,
      scalableDimension: scalable.scalableDimension,
      resourceId: scalable.resourceId,
      schedule: schedule.schedule,
      timezone: schedule.timeZone ?? "UTC",
      scalableTargetAction: { minCapacity: String(minTasks), maxCapacity: String(maxTasks) },
    });
  }
}

function validate(
  scope: Construct,
  prop: string,
  schedule: TaskSchedule,
  earlier: readonly TaskSchedule[],
): void {
  const { name, minTasks, maxTasks } = schedule;
  validateProp(scope, `${prop}.name`, name, NAME);
  validateProp(scope, `${prop}.schedule`, schedule.schedule, scheduleExpression);
  validateProp(scope, `${prop}.timeZone`, schedule.timeZone, timeZone);
  validateProp(scope, `${prop}.minTasks`, minTasks, rules.integer(0, 5000, "0 stops all tasks"));
  validateProp(scope, `${prop}.maxTasks`, maxTasks, rules.integer(0, 5000, "0 stops all tasks"));
  if (earlier.some((other) => other.name === name)) {
    throw new ValidationError(scope, {
      prop: `${prop}.name`,
      must: "be unique in the service",
      got: name,
      hint: "choose another name",
    });
  }
  validateProp(scope, `${prop}.minTasks`, minTasks, rules.atMost("maxTasks", maxTasks));
}

const NAME = rules.text(
  /^[a-z][a-z0-9-]{0,63}$/,
  "1 to 64 small letters, digits and hyphens",
  "choose a shorter name",
);
