import { logRetention } from "../../modules/core";

test.each([1, 30, 400, 3653])("CloudWatch keeps logs for %i days", (days) => {
  expect(logRetention.isMet(days)).toBe(true);
});

test.each([0, 2, 31, 3654])("fails when logs are to be kept for %i days", (days) => {
  expect(logRetention.isMet(days)).toBe(false);
});
