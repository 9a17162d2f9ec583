import { ecsService, runOperator, revisionArn, TARGET_GROUP } from "../support/operator";

const health = (id: string, state: string, more = "") =>
  `<member><Target><Id>${id}</Id><Port>8080</Port></Target><TargetHealth><State>${state}</State>${more}</TargetHealth></member>`;
const reason = "<Reason>Target.Timeout</Reason><Description>Request timed out</Description>";
const targets = `<TargetHealthDescriptions>${health("i-1", "healthy")}${health("i-2", "unhealthy", reason)}</TargetHealthDescriptions>`;

const rollingOut = ecsService("app", {
  runningCount: 3,
  loadBalancers: [{ targetGroupArn: TARGET_GROUP }],
  deployments: [
    {
      ...{ status: "PRIMARY", taskDefinition: revisionArn("acc-app:2"), desiredCount: 2, runningCount: 1 },
      ...{ rolloutState: "IN_PROGRESS", rolloutStateReason: "ECS deployment d2 in progress." },
    },
    { status: "ACTIVE", taskDefinition: revisionArn("acc-app:1"), desiredCount: 2, runningCount: 2 },
  ],
  events: Array.from({ length: 5 }, (_, index) => ({
    ...{ id: String(index), createdAt: 1_760_000_000 - index, message: `(service app) event ${index}` },
  })),
});
const answers = {
  DescribeServices: () => ({ services: [rollingOut, ecsService("web")] }),
  DescribeTargetHealth: () => ({ xml: targets }),
};

describe("npm run status", () => {
  test("shows services, what is not as it should be, and what has happened last", async () => {
    const { code, stdout, stderr, calls } = await runOperator("status", { answers });

    expect(stdout.split("\n").slice(-15)).toEqual(
      [
        "Asking ECS",
        "Asking ECS · done",
        "",
        "SERVICE  VERSION  REVISION   DESIRED  RUNNING  PENDING  ROLLOUT      TARGETS",
        "app      v2       acc-app:2  2        3        0        in progress  1 healthy, 1 unhealthy",
        "web      v2       acc-web:2  2        2        0        steady       -",
        "",
        "app",
        "  in progress: ECS deployment d2 in progress.",
        "  PRIMARY deployment: acc-app:2, 1 of 2 tasks, IN_PROGRESS",
        "  ACTIVE deployment: acc-app:1, 2 of 2 tasks",
        "  Target i-2:8080 is unhealthy: Target.Timeout, Request timed out",
        "  2025-10-09 08:53:20Z (service app) event 0",
        "  2025-10-09 08:53:19Z (service app) event 1",
        "  2025-10-09 08:53:18Z (service app) event 2",
        "",
      ].slice(-15),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(calls[0]).toEqual({
      ...{ operation: "DescribeServices", input: { cluster: "acc", services: ["app", "web"] } },
    });
  });

  test("shows the services that are named, and tells programs all of it", async () => {
    const { stdout, stderr, calls } = await runOperator("status app --json", { answers });

    expect(calls[0]?.input).toEqual({ cluster: "acc", services: ["app"] });
    expect(JSON.parse(stdout)).toMatchObject([
      {
        ...{ key: "app", name: "app", cluster: "acc", region: "eu-west-1", status: "ACTIVE" },
        ...{ revision: "acc-app:2", desired: 2, running: 3, pending: 0 },
        images: [{ container: "app", image: "shop/app:v2", version: "v2" }],
        rollout: { state: "in progress", reason: "ECS deployment d2 in progress." },
        deployments: [{ status: "PRIMARY" }, { status: "ACTIVE" }],
        targets: [
          { id: "i-1", state: "healthy" },
          { id: "i-2", reason: "Target.Timeout" },
        ],
      },
    ]);
    expect(stderr).toBe("");
  });

  test("shows a service that somebody has deleted", async () => {
    const failures = [{ arn: "app", reason: "MISSING" }];
    const { code, stdout } = await runOperator("status", {
      services: ["app"],
      answers: { DescribeServices: () => ({ services: [], failures }) },
    });

    expect(stdout).toContain("\napp      -        -         0        0        0        gone     -\n");
    expect(stdout).toContain("\napp\n  gone: service app is MISSING\n");
    expect(code).toBe(0);
  });

  test.each([
    ["when there is no such service", "status shop", ["app"], "There is no service 'shop'; deployed: app."],
    ["when nothing is deployed", "status", [], "'acc' has no services yet: run 'npm run deploy' first."],
    [
      "when nothing is deployed in another environment",
      "status -c environment=prod",
      [],
      "'prod' has no services yet: run 'npm run deploy -- -c environment=prod' first.",
    ],
  ])("fails %s", async (_, line, services, message) => {
    const { code, stderr } = await runOperator(line, { services });

    expect({ code, stderr }).toEqual({ code: 1, stderr: `${message}\n` });
  });

  test("fails when ECS refuses, with what it says", async () => {
    const error = {
      __type: "AccessDeniedException",
      message: "not authorized to perform ecs:DescribeServices",
    };
    const { code, stderr } = await runOperator("status", {
      answers: { DescribeServices: () => ({ status: 400, error }) },
    });

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr:
        "AWS refuses: AccessDeniedException: not authorized to perform ecs:DescribeServices: check with 'aws sts get-caller-identity' that these are the right account and role.\n",
    });
  });
});
