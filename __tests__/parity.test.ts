import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parityRows } from "./support/parity-rows";

/** The names of all tests, and the test of the sample app with them. */
const testSources = [__dirname, join(__dirname, "../app/test")].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.test\.[jt]s$/.test(file))
    .map((file) => readFileSync(join(folder, file), "utf8")),
);

test.each(Object.entries(parityRows))("%s has a test that names it: %s", (id) => {
  const named = testSources.some((source) => source.includes(`[${id}]`));

  expect(named).toBe(true);
});
