import { refusalOf } from "../support/synth";
import { synthesizeDatabase } from "./synthesize-database";

function windows(backupWindow: string, maintenanceWindow: string): () => unknown {
  return () => synthesizeDatabase({ backupWindow, maintenanceWindow });
}

describe("backup and maintenance", () => {
  test.each([
    ["one after the other", "02:00-03:00", "sun:03:00-sun:04:00"],
    ["one before the other", "04:00-05:00", "sun:03:00-sun:04:00"],
    ["around midnight, backup first", "23:00-00:00", "mon:00:00-mon:00:30"],
    ["around midnight, maintenance first", "01:00-02:00", "sun:23:30-mon:00:30"],
    ["half an hour each", "02:00-02:30", "wed:02:30-wed:03:00"],
  ])("may be %s", (_, backup, maintenance) => {
    expect(windows(backup, maintenance)).not.toThrow();
  });

  test.each([
    ["they are at the same time", "04:00-05:00", "sun:04:00-sun:05:00"],
    ["one begins in the other", "04:30-05:30", "sun:04:00-sun:05:00"],
    ["one is within the other", "04:10-04:40", "mon:04:00-mon:05:00"],
    ["the backup runs over midnight into Monday", "23:30-00:30", "mon:00:00-mon:01:00"],
    ["the maintenance runs over midnight into Monday", "00:15-00:45", "sun:23:30-mon:00:30"],
    ["the maintenance lasts a day", "04:00-05:00", "tue:04:30-wed:04:30"],
  ])("fails when %s", (_, backup, maintenance) => {
    expect(refusalOf(windows(backup, maintenance))).toBe(
      `test/database: 'maintenanceWindow' must not overlap 'backupWindow' (${backup}), got "${maintenance}"; move one of them`,
    );
  });

  test.each([
    ["the backup has a day", "sun:02:00-sun:03:00", "'backupWindow' must be a part of the day in UTC"],
    ["the backup is at no time", "24:00-25:00", "'backupWindow' must be a part of the day in UTC"],
  ])("fails when %s", (_, backup, message) => {
    expect(refusalOf(windows(backup, "sun:04:00-sun:05:00"))).toBe(
      `test/database: ${message}, got "${backup}"; write it like 02:00-03:00`,
    );
  });

  test.each([
    ["the maintenance has no day", "04:00-05:00"],
    ["the maintenance is on no day", "son:04:00-son:05:00"],
  ])("fails when %s", (_, maintenance) => {
    expect(refusalOf(windows("02:00-03:00", maintenance))).toBe(
      `test/database: 'maintenanceWindow' must be a part of the week in UTC, got "${maintenance}"; write it like sun:04:00-sun:05:00`,
    );
  });

  test.each([
    ["the backup is too short", "02:00-02:29", "sun:04:00-sun:05:00", "backupWindow", "02:00-02:29"],
    [
      "the maintenance is too short",
      "02:00-03:00",
      "sun:04:00-sun:04:29",
      "maintenanceWindow",
      "sun:04:00-sun:04:29",
    ],
    [
      "the maintenance is too long",
      "02:00-03:00",
      "sun:04:00-mon:04:01",
      "maintenanceWindow",
      "sun:04:00-mon:04:01",
    ],
  ])("fails when %s", (_, backup, maintenance, prop, got) => {
    expect(refusalOf(windows(backup, maintenance))).toBe(
      `test/database: '${prop}' must last from 30 minutes to a day, got "${got}"; move its end`,
    );
  });
});
