import { AppautoscalingScheduledAction } from "@cdktf/provider-aws/lib/appautoscaling-scheduled-action";
import type { Construct } from "constructs";
import { type Checks, rules, scheduleExpression, timeZone } from "../core";
import type { ScalableTarget } from "./scalable-target";

/** New bounds for the number of tasks from a time on. */
export interface TaskSchedule {
  /** E.g. `office-hours`; 1 to 64 lowercase letters, digits and hyphens, unique in the service. */
  readonly name: string;
  /** E.g. `cron(0 8 ? * MON-FRI *)`: minute, hour, day, month, weekday, year. */
  readonly schedule: string;
  /** IANA time zone of `schedule`. @default "UTC" */
  readonly timeZone?: string;
  /** 0 to 5000. */
  readonly minTasks: number;
  /** 0 to 5000, at least `minTasks`. */
  readonly maxTasks: number;
}

export function checkSchedules(c: Checks, schedules: readonly TaskSchedule[]): void {
  for (const [index, schedule] of schedules.entries()) {
    const at = c.at(`schedules[${index}]`);
    const { name, minTasks, maxTasks } = schedule;
    at.known({ name, minTasks, maxTasks });
    at.each<TaskSchedule>(schedule, {
      name: NAME,
      schedule: scheduleExpression,
      timeZone,
      minTasks: TASKS,
      maxTasks: TASKS,
    });
    at.require(() => minTasks <= maxTasks, {
      prop: "minTasks",
      must: `not be greater than 'maxTasks' (${maxTasks})`,
      got: minTasks,
      of: [minTasks, maxTasks],
      hint: "lower the minimum or raise the maximum",
    });
  }
  const names = schedules.map(({ name }, index) => ({ prop: `schedules[${index}].name`, key: name }));
  c.distinct(names, "the service", "choose another name");
}

/** Adds one scheduled action per schedule. */
export function addSchedules(
  scope: Construct,
  { clusterName, serviceName, target }: ScalableTarget,
  schedules: readonly TaskSchedule[],
): void {
  for (const { name, schedule, timeZone: timezone = "UTC", minTasks, maxTasks } of schedules) {
    new AppautoscalingScheduledAction(scope, `schedule-${name}`, {
      name: `${clusterName}-${serviceName}-${name}`,
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      schedule,
      timezone,
      scalableTargetAction: { minCapacity: String(minTasks), maxCapacity: String(maxTasks) },
    });
  }
}

const NAME = rules.text(
  /^[a-z][a-z0-9-]{0,63}$/,
  "1 to 64 lowercase letters, digits and hyphens, beginning with a letter",
  "choose a shorter name",
);
const TASKS = rules.integer(0, 5000, "0 stops all tasks");
