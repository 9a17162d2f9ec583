import type { AwsCall } from "../support/fake-aws";
import { ecsService, revisionArn, runOperator } from "../support/operator";

const COMMITTED = { environment: "acc", "app.version": "v1" };

/** ECS knows these versions of app, as revisions 1, 2 and so on, and runs one of them. */
function history(versions: readonly string[], running: number) {
  return {
    services: ["app"],
    answers: {
      DescribeServices: () => ({
        services: [ecsService("app", { taskDefinition: revisionArn(`acc-app:${running}`) })],
      }),
      ListTaskDefinitions: () => ({
        taskDefinitionArns: versions.map((_, index) => revisionArn(`acc-app:${versions.length - index}`)),
      }),
      DescribeTaskDefinition: ({ input }: AwsCall) => {
        const revision = Number(/:(\d+)$/.exec(String(input.taskDefinition))?.[1]);
        const image = `shop/app:${versions[revision - 1] ?? ""}`;
        return {
          taskDefinition: {
            ...{ taskDefinitionArn: revisionArn(`acc-app:${revision}`), family: "acc-app", revision },
            containerDefinitions: [
              { name: "app", image },
              { name: "proxy", image: "envoy:1" },
            ],
          },
        };
      },
    },
  };
}

describe("npm run bump", () => {
  test("writes the version, and shows the plan", async () => {
    const { code, stdout, stderr, committed, terraform } = await runOperator("bump app v2");

    expect(committed).toEqual({ ...COMMITTED, "app.version": "v2" });
    expect(stdout).toContain("\ncdktf.json: app.version: v1 → v2\n");
    expect(stdout).toMatch(
      /\nPlan: 1 to add, 0 to change, 0 to destroy\.\n\nTo deploy it: npm run deploy; then commit cdktf\.json\.\n$/,
    );
    expect(terraform.some((call) => call.startsWith("apply"))).toBe(false);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test("writes that of one environment alone if it is named", async () => {
    const { stdout, committed } = await runOperator("bump app v2 -c environment=prod --no-plan");

    expect(committed).toEqual({ ...COMMITTED, "prod.app.version": "v2" });
    expect(stdout).toContain("cdktf.json: prod.app.version: v1 → v2\n");
  });

  test("writes that of the environment if it has one of its own, as that counts", async () => {
    const { committed } = await runOperator("bump app v2 --no-plan", {
      context: { "acc.app.version": "v0" },
    });

    expect(committed).toEqual({ ...COMMITTED, "acc.app.version": "v2" });
  });

  test("says that a version is committed already, and how to deploy it all the same", async () => {
    const { code, stdout, committed } = await runOperator("bump app v1");

    expect(stdout).toContain(
      "\nTo deploy it: npm run deploy -- -var app.version=v1; then commit cdktf.json.\n",
    );
    expect(stdout).toContain("cdktf.json: app.version is 'v1' already.\n");
    expect(committed).toEqual(COMMITTED);
    expect(code).toBe(0);
  });

  test("tells programs what it has written, and the plan", async () => {
    const { stdout } = await runOperator("bump app v2 --json");

    expect(JSON.parse(stdout)).toMatchObject({
      ...{ key: "app.version", from: "v1", to: "v2", plan: { stack: "acc", add: 1 } },
    });
  });

  test.each([
    ["the program refuses the version", "bump app illegal"],
    ["there is no such service", "bump shop v2"],
  ])("fails when %s, and writes nothing", async (_, line) => {
    const { code, stderr, committed } = await runOperator(line);

    expect(code).toBe(1);
    expect(stderr).toMatch(/^main\.ts: there is no '\w+\.version'\n$/);
    expect(committed).toEqual(COMMITTED);
  });
});

describe("npm run rollback", () => {
  const committedV2 = { context: { "app.version": "v2" } };

  test("writes the version before the one that runs, and shows the plan", async () => {
    const { code, stdout, committed } = await runOperator("rollback app", {
      ...history(["v0", "v1", "v1", "v2", "v2"], 5),
      ...committedV2,
    });

    expect(committed).toEqual({ ...COMMITTED, "app.version": "v1" });
    expect(stdout).toContain("\ncdktf.json: app.version: v2 → v1\n");
    expect(stdout).toContain("\nTo deploy it: npm run deploy; then commit cdktf.json.\n");
    expect(code).toBe(0);
  });

  test("writes the version that runs if ECS has given up the newer ones", async () => {
    const { committed } = await runOperator("rollback app --no-plan", {
      ...history(["v0", "v1", "v2", "v3"], 2),
      context: { "app.version": "v3" },
    });

    expect(committed).toEqual({ ...COMMITTED, "app.version": "v1" });
  });

  test.each<[string, ReturnType<typeof history>, string]>([
    [
      "there was only one version",
      history(["v2"], 1),
      "There is no version of app before 'v2': the only revision of acc-app has this one. Name one: npm run bump -- app <version>.",
    ],
    [
      "all revisions have one version",
      history(["v2", "v2"], 2),
      "There is no version of app before 'v2': the last 2 revisions of acc-app have this one. Name one: npm run bump -- app <version>.",
    ],
    [
      "the service is not there",
      {
        ...history([], 1),
        answers: { ...history([], 1).answers, DescribeServices: () => ({ services: [] }) },
      },
      "Service app is MISSING in ECS: deploy it first.",
    ],
  ])("fails when %s, and writes nothing", async (_, aws, message) => {
    const { code, stderr, committed } = await runOperator("rollback app", { ...aws, ...committedV2 });

    expect({ code, stderr }).toEqual({ code: 1, stderr: `${message}\n` });
    expect(committed).toEqual({ ...COMMITTED, "app.version": "v2" });
  });
});

test("a rollback that finds no version says how to name one for the same environment", async () => {
  const { stderr } = await runOperator("rollback app -c environment=prod", history(["v2"], 1));

  expect(stderr).toContain(" Name one: npm run bump -- app <version> -c environment=prod.\n");
});

describe("npm run versions", () => {
  test("shows what is committed and what runs in each environment, and where they differ", async () => {
    const { code, stdout } = await runOperator("versions", {
      ...history(["v1"], 1),
      environments: ["acc", "prod"],
      context: { "prod.app.version": "v0" },
    });

    expect(stdout.split("\n").slice(-4)).toEqual([
      "ENVIRONMENT  SERVICE  COMMITTED  RUNS  ROLLOUT",
      "acc          app      v1         v1    steady",
      "prod         app      v0         v1    steady   not the committed one",
      "",
    ]);
    expect(code).toBe(0);
  });

  test("tells where nothing is deployed", async () => {
    const { code, stdout } = await runOperator("versions", { services: [] });

    expect(stdout).toContain("\nacc          -        -          -     -        not deployed\n");
    expect(code).toBe(0);
  });

  test("tells what it could not find out, and ends with 1", async () => {
    const error = { __type: "ExpiredTokenException", message: "expired" };
    const { code, stdout } = await runOperator("versions --json -c environment=prod", {
      environments: ["acc", "prod"],
      answers: { DescribeServices: () => ({ status: 400, error }) },
    });

    expect(JSON.parse(stdout)).toEqual([
      { environment: "prod", error: expect.stringContaining("expired") as string },
    ]);
    expect(code).toBe(1);
  });
});
