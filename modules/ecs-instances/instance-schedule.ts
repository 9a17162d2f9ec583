import { AutoscalingSchedule } from "@cdktf/provider-aws/lib/autoscaling-schedule";
import type { Construct } from "constructs";
import { rules, validateProp, ValidationError } from "../core";

/**
 * A change of a group's size at set times, e.g. for office hours.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
 */
export interface InstanceSchedule {
  /** 1 to 64 letters, digits and hyphens, unique in the group. */
  readonly name: string;
  /** Cron expression of five fields, e.g. `0 7 * * MON-FRI`. */
  readonly recurrence: string;
  /** E.g. `Europe/Amsterdam`; it keeps to summer time. @default "Etc/UTC" */
  readonly timeZone?: string;
  /** @default as it is */
  readonly minSize?: number;
  /** @default as it is */
  readonly maxSize?: number;
  /** Instances to go to; managed scaling may change it again. @default as it is */
  readonly desired?: number;
}

/** Makes one `aws_autoscaling_schedule` for each schedule. */
export function addSchedules(
  scope: Construct,
  autoscalingGroupName: string,
  schedules: readonly InstanceSchedule[],
): void {
  for (const [index, schedule] of schedules.entries()) {
    const prop = `schedules[${index}]`;
    validateSchedule(scope, prop, schedule);
    refuseTwin(scope, prop, schedule.name, schedules.slice(0, index));
    const { name, recurrence, timeZone = "Etc/UTC", minSize, maxSize, desired } = schedule;
    new AutoscalingSchedule(scope, `schedule-${name}`, {
      scheduledActionName: name,
      autoscalingGroupName,
      recurrence,
      timeZone,
      minSize: minSize ?? UNCHANGED,
      maxSize: maxSize ?? UNCHANGED,
      desiredCapacity: desired ?? UNCHANGED,
    });
  }
}

function validateSchedule(scope: Construct, prop: string, schedule: InstanceSchedule): void {
  const { minSize, maxSize, desired } = schedule;
  validateProp(scope, `${prop}.name`, schedule.name, NAME);
  validateProp(scope, `${prop}.recurrence`, schedule.recurrence, CRON);
  validateProp(scope, `${prop}.timeZone`, schedule.timeZone, TIME_ZONE);
  for (const [name, size] of Object.entries({ minSize, maxSize, desired })) {
    validateProp(scope, `${prop}.${name}`, size, SIZE);
  }
  if (minSize === undefined && maxSize === undefined && desired === undefined) {
    throw new ValidationError(scope, {
      prop,
      must: "change 'minSize', 'maxSize' or 'desired'",
      got: schedule,
      hint: "give at least one of them",
    });
  }
  validateProp(scope, `${prop}.minSize`, minSize, rules.atMost("maxSize", maxSize));
}

function refuseTwin(
  scope: Construct,
  prop: string,
  name: string,
  earlier: readonly InstanceSchedule[],
): void {
  if (earlier.some((other) => other.name === name)) {
    throw new ValidationError(scope, {
      prop: `${prop}.name`,
      must: "be unique in the group",
      got: name,
      hint: "give each schedule another name",
    });
  }
}

/** What AWS takes for "leave it". */
const UNCHANGED = -1;

const NAME = rules.text(/^[A-Za-z0-9-]{1,64}$/, "1 to 64 letters, digits and hyphens", "choose another name");
const CRON = rules.text(
  /^[\d*/,-]+ [\d*/,-]+ [\d*/,-]+ [\dA-Za-z*/,-]+ [\dA-Za-z*/,-]+$/,
  "a cron expression of five fields",
  "write it like 0 7 * * MON-FRI",
);
const TIME_ZONE = rules.text(
  /^[A-Za-z_]+(\/[\w+-]+)*$/,
  "a time zone of the IANA database",
  "write it like Europe/Amsterdam",
);
const SIZE = rules.integer(0, 500, "leave it out to keep what is");
