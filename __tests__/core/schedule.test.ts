import { recurrence } from "../../modules/core";

describe("a recurrence of EC2 Auto Scaling", () => {
  test.each([
    "0 7 * * MON-FRI",
    "30 0 1 1,6,12 *",
    "*/15 0-23/2 1-31 JAN-DEC 0",
    "59 23 31 12 7",
    "0 8 * * mon,WED,5",
  ])("may be %s", (expression) => {
    expect(recurrence.isMet(expression)).toBe(true);
  });

  test.each([
    ["60 0 * * *", "a minute past 59"],
    ["0 24 * * *", "an hour past 23"],
    ["0 0 32 * *", "a day past 31"],
    ["0 0 0 * *", "day 0"],
    ["0 0 * 13 *", "a month past 12"],
    ["0 0 * * 8", "a day of the week past 7"],
    ["0 0 ? * MON", "the ? of AWS's six fields"],
    ["0 0 * *", "four fields"],
    ["0 0 * * * *", "six fields"],
    ["0  0 * * *", "two spaces"],
    ["", "nothing"],
  ])("fails when it is %j, with %s", (expression) => {
    expect(recurrence.isMet(expression)).toBe(false);
  });
});
