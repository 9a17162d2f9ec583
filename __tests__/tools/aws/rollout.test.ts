import { rolloutOf } from "../../../tools/aws/rollout";
import { serviceStatus } from "../../../tools/aws/services";

const [OLD, NEW] = [
  "arn:aws:ecs:eu-west-1:1:task-definition/app:1",
  "arn:aws:ecs:eu-west-1:1:task-definition/app:2",
];
const steady = { status: "PRIMARY", taskDefinition: NEW, rolloutState: "COMPLETED" } as const;
const started = {
  ...steady,
  rolloutState: "IN_PROGRESS",
  rolloutStateReason: "ECS deployment d2 in progress.",
} as const;
const failed = {
  ...{ status: "ACTIVE", taskDefinition: NEW, rolloutState: "FAILED" },
  rolloutStateReason: "ECS deployment circuit breaker: tasks failed to start.",
} as const;
const REASON = "ECS deployment circuit breaker: tasks failed to start";
const service = {
  serviceName: "app",
  status: "ACTIVE",
  taskDefinition: NEW,
  desiredCount: 2,
  runningCount: 2,
};

const rollout = (more: object, expected?: string) =>
  rolloutOf(serviceStatus("acc", { ...service, ...more }), expected);

test("a service is steady with one deployment, complete, and all its tasks", () => {
  expect(rollout({ deployments: [steady] })).toEqual({ state: "steady" });
});

test("a service behind a Classic Load Balancer, which has no rollout state, is steady by its counts", () => {
  expect(rollout({ deployments: [{ ...steady, rolloutState: undefined }] })).toEqual({ state: "steady" });
});

test.each([
  ["its deployment is not complete", { deployments: [started] }, "ECS deployment d2 in progress."],
  [
    "tasks of the one before are left",
    { deployments: [steady, { ...steady, status: "ACTIVE" }] },
    "2 of 2 tasks run",
  ],
  ["tasks are missing", { deployments: [steady], runningCount: 1 }, "1 of 2 tasks run"],
  ["there is no deployment yet", { deployments: [], runningCount: 0 }, "0 of 2 tasks run"],
])("a deployment is in progress while %s", (_, more, reason) => {
  expect(rollout(more)).toEqual({ state: "in progress", reason });
});

test("a deployment that ECS gives up without going back has failed", () => {
  expect(rollout({ deployments: [{ ...failed, status: "PRIMARY" }] })).toEqual({
    ...{ state: "failed", rolledBack: false, reason: REASON },
  });
});

test("a deployment from which ECS goes back has failed, with the reason of the failed one", () => {
  const back = { ...started, taskDefinition: OLD };
  expect(rollout({ taskDefinition: OLD, deployments: [back, failed] })).toEqual({
    ...{ state: "failed", rolledBack: true, reason: REASON },
  });
});

test("once ECS has gone back, what was expected tells that it failed, and the events tell why", () => {
  const gone = { taskDefinition: OLD, deployments: [{ ...steady, taskDefinition: OLD }] };
  const events = [
    { message: "(service app) has reached a steady state." },
    { message: "(service app) (deployment d2) deployment failed: tasks failed to start." },
  ];

  expect(rollout({ ...gone, events }, NEW)).toEqual({
    ...{ state: "failed", rolledBack: true, reason: "tasks failed to start" },
  });
  expect(rollout(gone, NEW)).toEqual({ state: "failed", rolledBack: true, reason: "ECS gives no reason" });
  expect(rollout(gone)).toEqual({ state: "steady" });
});

test.each(["DRAINING", "INACTIVE", "MISSING"])("a service that is %s is gone", (status) => {
  expect(rollout({ status, deployments: [steady] })).toEqual({
    ...{ state: "gone", reason: `service app is ${status}` },
  });
});
