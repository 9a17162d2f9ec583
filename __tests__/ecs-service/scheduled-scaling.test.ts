import type { TaskSchedule } from "../../modules/ecs-service";
import { synthesizeService } from "../support/service";
import { refusalOf } from "../support/synth";

const officeHours: TaskSchedule = {
  name: "office-hours",
  schedule: "cron(0 8 ? * MON-FRI *)",
  timeZone: "Europe/Amsterdam",
  minTasks: 4,
  maxTasks: 10,
};

function scheduled(...schedules: TaskSchedule[]) {
  return synthesizeService({ scaling: { minTasks: 1, maxTasks: 4, schedules } });
}

test("bounds change at the times of the schedules, in their time zones", () => {
  const { lifecycle, ...action } = scheduled(officeHours).only("aws_appautoscaling_scheduled_action");

  expect(lifecycle).toBeUndefined();
  expect(action).toMatchObject({
    name: expect.stringMatching(/-office-hours$/) as string,
    schedule: "cron(0 8 ? * MON-FRI *)",
    timezone: "Europe/Amsterdam",
    scalable_target_action: { min_capacity: "4", max_capacity: "10" },
  });
});

test("a deployment does not set back the bounds that a schedule has set", () => {
  expect(scheduled(officeHours).only("aws_appautoscaling_target").lifecycle).toEqual({
    ignore_changes: ["min_capacity", "max_capacity"],
  });
  expect(scheduled().only("aws_appautoscaling_target").lifecycle).toBeUndefined();
});

test.each([
  [
    { schedule: "0 8 * * *" },
    'schedule\' must be a cron, rate or at expression, got "0 8 * * *"; write it like cron(0 8 ? * MON-FRI *)',
  ],
  [
    { timeZone: "Amsterdam" },
    'timeZone\' must be a time zone, got "Amsterdam"; write it like Europe/Amsterdam',
  ],
  [
    { minTasks: 11 },
    "minTasks' must not be greater than 'maxTasks' (10), got 11; lower the minimum or raise the maximum",
  ],
  [
    { name: "Night!" },
    'name\' must be 1 to 64 lowercase letters, digits and hyphens, beginning with a letter, got "Night!"; choose a shorter name',
  ],
])("fails when a schedule has %j", (change, message) => {
  expect(refusalOf(() => scheduled({ ...officeHours, ...change }))).toBe(
    `test/orders: 'scaling.schedules[0].${message}`,
  );
});

test("fails when two schedules have one name", () => {
  expect(refusalOf(() => scheduled(officeHours, officeHours))).toBe(
    "test/orders: 'scaling.schedules[1].name' must be unique in the service, got \"office-hours\"; choose another name",
  );
});
