import { AutoscalingSchedule } from "@cdktf/provider-aws/lib/autoscaling-schedule";
import type { Construct } from "constructs";
import { type Checks, recurrence, rules, timeZone } from "../core";

/**
 * A change of a group's size at set times, e.g. for office hours.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
 */
export interface InstanceSchedule {
  /** 1 to 64 letters, digits and hyphens, unique in the group. */
  readonly name: string;
  /** Cron expression of five fields, e.g. `0 7 * * MON-FRI`. */
  readonly recurrence: string;
  /** IANA time zone of `recurrence`, e.g. `Europe/Amsterdam`; it keeps to summer time. @default "Etc/UTC" */
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
  for (const schedule of schedules) {
    const { name, minSize, maxSize, desired } = schedule;
    new AutoscalingSchedule(scope, `schedule-${name}`, {
      scheduledActionName: name,
      autoscalingGroupName,
      recurrence: schedule.recurrence,
      timeZone: schedule.timeZone ?? "Etc/UTC",
      minSize: minSize ?? UNCHANGED,
      maxSize: maxSize ?? UNCHANGED,
      desiredCapacity: desired ?? UNCHANGED,
    });
  }
}

/** Checks the schedules of one group. */
export function checkSchedules(c: Checks, schedules: readonly InstanceSchedule[], group: GroupBounds): void {
  const { minSize, maxSize } = group;
  const bounds: readonly Partial<InstanceSchedule>[] = [{ minSize, maxSize }, ...schedules];
  const greatest = Math.max(...bounds.flatMap(({ maxSize }) => maxSize ?? []));
  const least = Math.min(...bounds.flatMap(({ minSize }) => minSize ?? []));
  const of = bounds.flatMap((one) => [one.minSize, one.maxSize, one.desired]);
  for (const [index, schedule] of schedules.entries()) {
    const at = c.at(`schedules[${index}]`);
    checkSchedule(at, schedule);
    checkPossible(at, schedule, { least, greatest, of });
  }
  const names = schedules.map(({ name }, index) => ({ prop: `schedules[${index}].name`, key: name }));
  c.distinct(names, "the group", "give each schedule another name");
}

function checkSchedule(c: Checks, schedule: InstanceSchedule): void {
  const { name, minSize, maxSize, desired } = schedule;
  c.known({ name });
  c.each(schedule, { name: NAME, recurrence, timeZone, minSize: SIZE, maxSize: SIZE, desired: SIZE });
  c.require(() => [minSize, maxSize, desired].some((size) => size !== undefined), {
    prop: "",
    must: "change 'minSize', 'maxSize' or 'desired'",
    got: schedule,
    hint: "give at least one of them",
  });
  c.require(() => (minSize ?? 0) <= (maxSize ?? Infinity), {
    prop: "minSize",
    must: `not be greater than 'maxSize' (${maxSize})`,
    got: minSize,
    of: [minSize, maxSize],
    hint: "lower the minimum or raise the maximum",
  });
}

/**
 * What a schedule leaves as it is another one may have set. What is outside of all of that fails when its time comes.
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html
 */
function checkPossible(
  c: Checks,
  { minSize, maxSize = Infinity, desired }: InstanceSchedule,
  {
    least,
    greatest,
    of,
  }: { readonly least: number; readonly greatest: number; readonly of: readonly unknown[] },
): void {
  c.require(() => minSize === undefined || minSize > maxSize || minSize <= greatest, {
    prop: "minSize",
    must: `be at most ${greatest}, the greatest 'maxSize' that the group ever has`,
    got: minSize,
    of,
    hint: "give the schedule a 'maxSize', too",
  });
  const [lowest, highest] = [minSize ?? least, Math.min(maxSize, greatest)];
  c.require(() => desired === undefined || (desired >= lowest && desired <= highest), {
    prop: "desired",
    must: `be from ${lowest} to ${highest}, the bounds that the group has then`,
    got: desired,
    of,
    hint: "give the schedule a 'minSize' or 'maxSize' that allows it",
  });
}

/** The sizes of a group beside its schedules. */
export interface GroupBounds {
  readonly minSize: number;
  readonly maxSize: number;
}

/** What AWS takes for "leave it". */
const UNCHANGED = -1;

const NAME = rules.text(/^[A-Za-z0-9-]{1,64}$/, "1 to 64 letters, digits and hyphens", "choose another name");
const SIZE = rules.integer(0, 500, "leave it out to keep what is");
