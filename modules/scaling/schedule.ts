import { rules, type Rule } from "../validation";

/**
 * When something happens, as Application Auto Scaling writes it: `cron(minute hour day month weekday year)`,
 * `rate(1 hour)` or `at(2026-12-24T18:00:00)`.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
export const scheduleExpression: Rule<string> = rules.text(
  /^(cron\(\S+( \S+){5}\)|rate\([1-9]\d* (minute|hour|day)s?\)|at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\))$/,
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
