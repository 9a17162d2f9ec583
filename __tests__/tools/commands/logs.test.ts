import type { AwsCall } from "../support/fake-aws";
import { revision, runOperator } from "../support/operator";

const T = Date.parse("2026-01-31T12:00:00Z");
const event = (id: string, seconds: number, container = "app") => ({
  ...{ eventId: id, timestamp: T + seconds * 1000, message: `line ${id}\n` },
  logStreamName: `${container}/${container}/0123456789abcdef`,
});
const group = ({ input }: AwsCall) => String(input.logGroupName);

describe("npm run logs", () => {
  test("shows the lines of several services in the order of their times, from all pages", async () => {
    const { code, stdout, stderr, calls } = await runOperator("logs --since 2026-01-31T12:00Z", {
      answers: {
        FilterLogEvents: (call) => {
          if (group(call) === "/ecs/acc/web") {
            return { events: [event("b", 2, "web")] };
          }
          return call.input.nextToken === undefined
            ? { events: [event("a", 1)], nextToken: "more" }
            : { events: [event("c", 3)] };
        },
      },
    });

    expect(stdout.split("\n")).toEqual([
      "2026-01-31 12:00:01Z app app/01234567 line a",
      "2026-01-31 12:00:02Z web web/01234567 line b",
      "2026-01-31 12:00:03Z app app/01234567 line c",
      "",
    ]);
    expect(calls.map(({ input }) => input)).toContainEqual({ logGroupName: "/ecs/acc/app", startTime: T });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test("begins ten minutes ago, and writes a line of JSON each for programs", async () => {
    const before = Date.now() - 600_000;
    const { stdout, calls } = await runOperator("logs app --json", {
      answers: { FilterLogEvents: () => ({ events: [event("a", 1)] }) },
    });
    const startTime = Number(calls.at(-1)?.input.startTime);

    expect(startTime).toBeGreaterThanOrEqual(before);
    expect(startTime).toBeLessThanOrEqual(Date.now() - 600_000);
    expect(JSON.parse(stdout)).toEqual({
      ...{ at: "2026-01-31T12:00:01.000Z", service: "app", container: "app" },
      ...{ task: "0123456789abcdef", message: "line a\n" },
    });
  });

  test("goes on with --follow until Ctrl-C: each line once, those that come late, too", async () => {
    const looks = [[event("a", 10)], [event("late", 5), event("a", 10), event("b", 20)]];
    const { code, stdout, calls } = await runOperator("logs app -f --since 2026-01-31T12:00Z", {
      answers: { FilterLogEvents: (_, earlier) => ({ events: looks[Math.min(earlier, 1)] ?? [] }) },
      onOutput: (child, text) => {
        if (text.includes("line b")) {
          child.kill("SIGINT");
        }
      },
    });

    expect(stdout.match(/line \w+/g)).toEqual(["line a", "line late", "line b"]);
    expect(calls.at(-1)?.input.startTime).toBe(T);
    expect(code).toBe(130);
  });

  test("fails when the containers log elsewhere than to CloudWatch", async () => {
    const { code, stderr } = await runOperator("logs app", {
      answers: {
        DescribeTaskDefinition: (call) => ({
          taskDefinition: { ...revision(call), containerDefinitions: [{ name: "app", image: "shop/app" }] },
        }),
      },
    });

    expect({ code, stderr }).toEqual({
      ...{ code: 1, stderr: "No log in CloudWatch: app; see 'logging' of the containers.\n" },
    });
  });

  test.each(["soon", "10", "10w", "2026-13-45"])("fails when --since is %s", async (time) => {
    const { code, stderr } = await runOperator(`logs --since ${time}`);

    expect(code).toBe(1);
    expect(stderr).toContain("Write it like 30s, 10m, 2h, 1d or 2026-01-31T12:00Z.");
  });
});
