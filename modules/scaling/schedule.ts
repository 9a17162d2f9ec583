import { rules, type Rule } from "../validation";

/**
 * When something happens, as Application Auto Scaling and EventBridge Scheduler write it: `rate(1 hour)`,
 * `at(2026-12-24T18:00:00)` or `cron(minute hour day month weekday year)`, where either the day or the weekday is `?`.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 * https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
export const scheduleExpression: Rule<string> = rules.text(
  /^(cron\(\S+ \S+ (\? \S+ [^\s?]\S*|[^\s?]\S* \S+ \?) \S+\)|rate\([1-9]\d* (minute|hour|day)s?\)|at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\))$/,
  "a cron, rate or at expression",
  "write it like cron(0 8 ? * MON-FRI *)",
);

/** A time zone by its IANA name. */
export const timeZone: Rule<string> = {
  must: "be a time zone",
  isMet: isTimeZone,
  remedy: "write it like Europe/Amsterdam",
};

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
