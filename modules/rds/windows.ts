import { type Checks, isKnown, rules } from "../core";

/** A stretch of minutes of a week that begins on Monday; the end may lie in the week after. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Checks that both windows are windows, and that they do not overlap: RDS refuses such an instance.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 */
export function checkWindows(c: Checks, backupWindow: string, maintenanceWindow: string): void {
  c.each(
    { backupWindow, maintenanceWindow },
    { backupWindow: BACKUP_WINDOW, maintenanceWindow: MAINTENANCE_WINDOW },
  );
  const areWindows = BACKUP_WINDOW.isMet(backupWindow) && MAINTENANCE_WINDOW.isMet(maintenanceWindow);
  if (!areWindows || !isKnown([backupWindow, maintenanceWindow])) {
    return;
  }
  const [backup, maintenance] = [dailyMinutes(backupWindow), weeklyMinutes(maintenanceWindow)];
  checkLength(c, "backupWindow", backupWindow, backup);
  checkLength(c, "maintenanceWindow", maintenanceWindow, maintenance);
  // What is longer than a day overlaps in any case.
  c.require(() => isTooLong(maintenance) || !overlaps(backup, maintenance), {
    prop: "maintenanceWindow",
    must: `not overlap 'backupWindow' (${backupWindow})`,
    got: maintenanceWindow,
    hint: "move one of them",
  });
}

function checkLength(c: Checks, prop: string, got: string, { start, end }: Stretch): void {
  c.require(() => end - start >= SHORTEST && !isTooLong({ start, end }), {
    prop,
    must: "last from 30 minutes to a day",
    got,
    hint: "move its end",
  });
}

function isTooLong({ start, end }: Stretch): boolean {
  return end - start > MINUTES_OF_DAY;
}

function dailyMinutes(window: string): Stretch {
  const [start = 0, end = 0] = window.split("-").map(minutesOf);
  return { start, end: end <= start ? end + MINUTES_OF_DAY : end };
}

function weeklyMinutes(window: string): Stretch {
  const [start = 0, end = 0] = window.split("-").map((moment) => {
    return DAYS.indexOf(moment.slice(0, 3)) * MINUTES_OF_DAY + minutesOf(moment.slice(4));
  });
  return { start, end: end <= start ? end + DAYS.length * MINUTES_OF_DAY : end };
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

/** Whether a stretch of every day meets one of the week: a day more on both sides covers midnight and Sunday. */
function overlaps(daily: Stretch, weekly: Stretch): boolean {
  return [-1, ...DAYS.keys(), DAYS.length].some((day) => {
    const shift = day * MINUTES_OF_DAY;
    return daily.start + shift < weekly.end && weekly.start < daily.end + shift;
  });
}

const MINUTES_OF_DAY = 24 * 60;
const SHORTEST = 30;
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

const TIME = "([01]\\d|2[0-3]):[0-5]\\d";
const MOMENT = `(${DAYS.join("|")}):${TIME}`;
const BACKUP_WINDOW = rules.text(
  new RegExp(`^${TIME}-${TIME}$`),
  "a part of the day in UTC",
  "write it like 02:00-03:00",
);
const MAINTENANCE_WINDOW = rules.text(
  new RegExp(`^${MOMENT}-${MOMENT}$`),
  "a part of the week in UTC",
  "write it like sun:04:00-sun:05:00",
);
