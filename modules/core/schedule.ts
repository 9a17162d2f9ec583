import type { Rule } from "./rule";

/**
 * When something happens, as Application Auto Scaling and EventBridge Scheduler write it: `rate(1 hour)`,
 * `at(2026-12-24T18:00:00)` or `cron(minute hour day month weekday year)`, where either the day or the weekday is `?`.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 * https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
export const scheduleExpression: Rule<string> = {
  must: "be a cron, rate or at expression",
  isMet: (expression) => RATE_OR_AT.test(expression) || isCron(expression),
  hint: "write it like cron(0 8 ? * MON-FRI *)",
};

/**
 * When something of EC2 Auto Scaling recurs: the five fields of Unix' cron, `minute hour day month weekday`.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
 */
export const recurrence: Rule<string> = {
  must: "be a cron expression of five fields",
  isMet: (expression) => hasFields(expression, RECURRENCE_FIELDS),
  hint: "write it like 0 7 * * MON-FRI",
};

/** A time zone by its IANA name. */
export const timeZone: Rule<string> = {
  must: "be a time zone",
  isMet: isTimeZone,
  hint: "write it like Europe/Amsterdam",
};

const RATE_OR_AT =
  /^(rate\([1-9]\d* (minute|hour|day)s?\)|at\(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\))$/;

function isCron(expression: string): boolean {
  const text = /^cron\((.*)\)$/.exec(expression)?.[1] ?? "";
  const [, , day, , weekday] = text.split(" ");
  return hasFields(text, CRON_FIELDS) && (day === "?") !== (weekday === "?");
}

function hasFields(text: string, patterns: readonly RegExp[]): boolean {
  const fields = text.split(" ");
  return (
    fields.length === patterns.length && patterns.every((pattern, index) => pattern.test(fields[index] ?? ""))
  );
}

/** A list of values, ranges and steps, or one of the other words. */
function cronField(value: string, ...others: readonly string[]): RegExp {
  const part = String.raw`(\*|${value}(-${value})?)(/\d+)?`;
  return new RegExp(`^(${[`${part}(,${part})*`, ...others].join("|")})$`, "i");
}

const MINUTE = "([0-5]?\\d)";
const HOUR = "([01]?\\d|2[0-3])";
const DAY = "(0?[1-9]|[12]\\d|3[01])";
const MONTH = "(0?[1-9]|1[0-2]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)";
const WEEKDAY = "([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)";
/** Unix counts the days of the week from 0, Sunday. */
const UNIX_WEEKDAY = "([0-7]|SUN|MON|TUE|WED|THU|FRI|SAT)";
const RECURRENCE_FIELDS = [MINUTE, HOUR, DAY, MONTH, UNIX_WEEKDAY].map((value) => cronField(value));
/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based */
const CRON_FIELDS = [
  cronField(MINUTE),
  cronField(HOUR),
  cronField(DAY, "\\?", "L", `${DAY}W`, "LW"),
  cronField(MONTH),
  cronField(WEEKDAY, "\\?", "L", `${WEEKDAY}L`, `${WEEKDAY}#[1-5]`),
  cronField("(19[7-9]\\d|2[01]\\d\\d)"),
];

function isTimeZone(name: string): boolean {
  try {
    const { timeZone: known } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    // JavaScript takes any case, AWS the name as it is. What has another name beside is not known by its own.
    return known === name || known.toLowerCase() !== name.toLowerCase();
  } catch {
    return false;
  }
}
