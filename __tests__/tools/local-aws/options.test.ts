import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { form, json, send } from "./support/signed-request";
import { describeWithMoto, SERVER, StrictServer } from "./support/strict-server";

const OPERATIONS = [
  "ec2 AttachInternetGateway",
  "elbv2 CreateLoadBalancer",
  "ecs CreateService",
  "elbv2 CreateRule",
  "ecs DescribeServices",
];

/** Prints how long a call of each operation takes with each seed from 0 to 15, if others take two seconds at most. */
const DELAYS = `
import json, sys
sys.path.insert(0, sys.argv[1])
from random_delays import delay
print(json.dumps({each: [delay(seed, *each.split(), 2) for seed in range(16)] for each in sys.argv[2:]}))
`;

describeWithMoto("the local AWS", (python) => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "local-aws-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  describe("delays calls, if it is asked to, so that", () => {
    let delays: Readonly<Record<string, readonly number[]>>;

    beforeAll(() => {
      const answer = execFileSync(python, ["-c", DELAYS, dirname(SERVER), ...OPERATIONS], {
        encoding: "utf8",
      });
      delays = JSON.parse(answer) as typeof delays;
    });

    /** The seeds with which an operation takes twenty times as long as any other. */
    const lateSeeds = (operation: string) =>
      [...(delays[operation] ?? []).entries()]
        .filter(([, seconds]) => seconds > 2)
        .map(([seed, seconds]) => {
          expect(seconds).toBe(40);
          return seed;
        });

    test("most take up to the longest time, another one with each seed", () => {
      const ordinary = Object.values(delays)
        .flat()
        .filter((seconds) => seconds <= 2);

      expect(Math.min(...ordinary)).toBeGreaterThanOrEqual(0);
      expect(new Set(ordinary).size).toBe(ordinary.length);
    });

    test("each operation that changes something is late with one seed of eight", () => {
      const rounds = OPERATIONS.slice(0, 4).map((operation) =>
        lateSeeds(operation).map((seed) => Math.floor(seed / 8)),
      );

      expect(rounds).toEqual([
        [0, 1],
        [0, 1],
        [0, 1],
        [0, 1],
      ]);
    });

    test("one that only reads is never late", () => {
      expect(lateSeeds("ecs DescribeServices")).toEqual([]);
    });

    test.each([
      ["ec2 AttachInternetGateway", "elbv2 CreateLoadBalancer"],
      ["elbv2 CreateRule", "ecs CreateService"],
    ])("%s is late with a seed with which %s, which needs it, is not", (needed, dependent) => {
      expect(lateSeeds(needed).some((seed) => !lateSeeds(dependent).includes(seed))).toBe(true);
    });
  });

  test.each(["LOCAL_AWS_DELAY_MS", "LOCAL_AWS_DELAY_SEED"])(
    "fails when %s is no whole number",
    (variable) => {
      const env = { ...process.env, LOCAL_AWS_DELAY_MS: "1", [variable]: "1.5" };
      const { status, stderr } = spawnSync(python, [SERVER, "-p", "0"], { env, encoding: "utf8" });

      expect(stderr).toBe(
        `moto_gaps.py: ${variable} must be a whole number, got '1.5'; leave it out for 0\n`,
      );
      expect(status).toBe(1);
    },
  );

  test("answers a call that is delayed, and one that it does not know", async () => {
    const server = await StrictServer.start(python, { LOCAL_AWS_DELAY_MS: "1" });
    const known = await send(
      server.endpoint,
      json("ecs", "AmazonEC2ContainerServiceV20141113.ListClusters", {}),
    );
    const page = await fetch(`${server.endpoint}/moto-api/`);
    await server.stop();

    expect([known.status, page.status]).toEqual([200, 200]);
  });

  test("records a call's service and operation, and the CPU time of the judges and of moto", async () => {
    const record = join(folder, "calls.txt");
    const server = await StrictServer.start(python, { LOCAL_AWS_RECORD: record });
    await send(server.endpoint, json("ecs", "AmazonEC2ContainerServiceV20141113.ListClusters", {}));
    await send(server.endpoint, form("sns", { Version: "2010-03-31", Action: "CreateTopic" }));
    await server.stop();

    expect(readFileSync(record, "utf8")).toMatch(/^ecs ListClusters \d+ \d+\nsns CreateTopic \d+ \d+\n$/);
  });
});
