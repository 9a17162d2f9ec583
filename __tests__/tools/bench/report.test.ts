import { readFileSync } from "node:fs";
import { join } from "node:path";
import { renderChart } from "../../../tools/bench/chart";
import { FILES, renderReport, withReport } from "../../../tools/bench/report";
import type { Results } from "../../../tools/bench/results";

const read = (path: string) => readFileSync(join(__dirname, "../../../docs", path), "utf8");

describe("docs/performance.md", () => {
  const results = JSON.parse(read(FILES.results)) as Results;

  test("has the figures and the chart of one run of the benchmark", () => {
    expect(withReport(read(FILES.page), results)).toBe(read(FILES.page));
    expect(renderChart(results)).toBe(read(FILES.chart));
  });

  test("is written anew between its marks, and kept around them", () => {
    const page = "before <!-- begin: npm run bench --> old <!-- end: npm run bench --> after";

    expect(withReport(page, results)).toBe(
      `before <!-- begin: npm run bench -->\n\n${renderReport(results)}\n\n<!-- end: npm run bench --> after`,
    );
  });
});
