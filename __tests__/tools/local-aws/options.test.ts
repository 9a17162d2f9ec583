import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { form, json, send } from "./support/signed-request";
import { describeWithMoto, SERVER, StrictServer } from "./support/strict-server";

/** Answers three calls behind random delays and prints how long it would have slept before each, in seconds. */
const SLEEPS = `
import sys, time
sys.path.insert(0, sys.argv[1])
from random_delays import RandomDelays
sleeps = []
time.sleep = sleeps.append
application = RandomDelays(lambda environ, start_response: [], sys.argv[2], 2000)
for path in ("/", "/", "/moto-api/", "/"):
    application({"PATH_INFO": path}, None)
print(sleeps)
`;

describeWithMoto("the local AWS", (python) => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "local-aws-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test("delays each call of AWS by a time up to the longest, which follows from the seed", () => {
    const sleeps = (seed: string) =>
      JSON.parse(
        execFileSync(python, ["-c", SLEEPS, dirname(SERVER), seed], { encoding: "utf8" }),
      ) as number[];
    const first = sleeps("1");

    expect(first).toHaveLength(3);
    expect(first.every((seconds) => seconds >= 0 && seconds <= 2)).toBe(true);
    expect(new Set(first).size).toBe(3);
    expect(sleeps("1")).toEqual(first);
    expect(sleeps("2")).not.toEqual(first);
  });

  test("records a call's service and operation, and the CPU time of the judges and of moto", async () => {
    const record = join(folder, "calls.txt");
    const server = await StrictServer.start(python, { LOCAL_AWS_RECORD: record, LOCAL_AWS_DELAY_MS: "1" });
    await send(server.endpoint, json("ecs", "AmazonEC2ContainerServiceV20141113.ListClusters", {}));
    await send(server.endpoint, form("sns", { Version: "2010-03-31", Action: "CreateTopic" }));
    await server.stop();

    expect(readFileSync(record, "utf8")).toMatch(/^ecs ListClusters \d+ \d+\nsns CreateTopic \d+ \d+\n$/);
  });
});
