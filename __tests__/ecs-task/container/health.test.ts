import type { ContainerHealthCheck } from "../../../modules/ecs-task";
import { refusedContainers, renderContainer } from "../../support/task";

const command = ["CMD", "true"];

test.each<[Partial<ContainerHealthCheck>, object]>([
  [{}, { command, interval: 30, timeout: 5, retries: 3 }],
  [
    { intervalSeconds: 5, timeoutSeconds: 2, retries: 1, startPeriodSeconds: 0 },
    { command, interval: 5, timeout: 2, retries: 1, startPeriod: 0 },
  ],
  [
    { intervalSeconds: 300, timeoutSeconds: 60, retries: 10, startPeriodSeconds: 300 },
    { command, interval: 300, timeout: 60, retries: 10, startPeriod: 300 },
  ],
])("a health check with %j is rendered with its defaults", (healthCheck, rendered) => {
  expect(renderContainer({ healthCheck: { command, ...healthCheck } }).healthCheck).toEqual(rendered);
});

test.each<[Partial<ContainerHealthCheck>, string]>([
  [
    { intervalSeconds: 4 },
    "intervalSeconds' must be an integer from 5 to 300, got 4; ECS checks no more often",
  ],
  [
    { intervalSeconds: 301 },
    "intervalSeconds' must be an integer from 5 to 300, got 301; ECS checks no more often",
  ],
  [
    { timeoutSeconds: 1 },
    "timeoutSeconds' must be an integer from 2 to 60, got 1; let the command answer within a minute",
  ],
  [
    { timeoutSeconds: 61 },
    "timeoutSeconds' must be an integer from 2 to 60, got 61; let the command answer within a minute",
  ],
  [{ retries: 0 }, "retries' must be an integer from 1 to 10, got 0; leave it out for 3"],
  [{ retries: 11 }, "retries' must be an integer from 1 to 10, got 11; leave it out for 3"],
  [
    { startPeriodSeconds: -1 },
    "startPeriodSeconds' must be an integer from 0 to 300, got -1; ECS waits five minutes at most",
  ],
  [
    { startPeriodSeconds: 301 },
    "startPeriodSeconds' must be an integer from 0 to 300, got 301; ECS waits five minutes at most",
  ],
])("fails when a health check has %j", (healthCheck, message) => {
  expect(refusedContainers([{ healthCheck: { command, ...healthCheck } }])).toBe(
    `test/task: 'containers[0].healthCheck.${message}`,
  );
});

test.each([[[]], [["CMD"]], [["CMD-SHELL", ""]], [["NONE"]], [["curl", "localhost"]]])(
  "fails when a health check runs %j",
  (wrong) => {
    expect(refusedContainers([{ healthCheck: { command: wrong } }])).toBe(
      `test/task: 'containers[0].healthCheck.command' must be "CMD" and a program with its arguments, or "CMD-SHELL" and a line for the shell, got ${JSON.stringify(wrong)}; write it like ["CMD-SHELL", "wget -qO- http://127.0.0.1:8080/health"]`,
    );
  },
);
