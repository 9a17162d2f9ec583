import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readTable, tableOf } from "./markdown";
import { ALLOWED_CALLS, DENIED_CALLS } from "./tables";

const page = readFileSync(join(__dirname, "../../../../docs/iam.md"), "utf8");

test.each([
  ["## Who calls what", ALLOWED_CALLS],
  ["## What is denied", DENIED_CALLS],
])("docs/iam.md says under '%s' what is tested", (heading, rows) => {
  expect(readTable(page, heading)).toEqual(tableOf(rows));
});
