import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PRICES_OF } from "../../../tools/cost/prices";

const FOLDER = join(__dirname, "../../../tools/cost/prices");

test("the range of dates that is printed is that of the dates beside the prices", () => {
  const texts = readdirSync(FOLDER).map((file) => readFileSync(join(FOLDER, file), "utf8"));
  const comments = texts.flatMap((text) => text.match(/\/\*\*.*?\*\//gs) ?? []);
  const dates = comments.flatMap((comment) => comment.match(/\d{4}-\d{2}-\d{2}/g) ?? []).sort();

  expect(dates.length).toBeGreaterThan(2);
  expect(PRICES_OF).toEqual({ from: dates[0], to: dates.at(-1) });
});
