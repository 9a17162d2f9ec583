import { type HealthCheckProps, TargetGroup } from "../../modules/alb";
import { network } from "../support/surroundings";
import { refusal, synthesize } from "../support/synth";

function synthesizeHealthCheck(healthCheck?: HealthCheckProps): unknown {
  return synthesize((stack) => {
    new TargetGroup(stack, "targets", { vpc: network(stack), namePrefix: "app", port: 8080, healthCheck });
  }).only("aws_lb_target_group").health_check;
}

describe("a health check", () => {
  test("has every default written out", () => {
    expect(synthesizeHealthCheck()).toEqual({
      protocol: "HTTP",
      path: "/",
      matcher: "200",
      interval: 30,
      timeout: 5,
      healthy_threshold: 2,
      unhealthy_threshold: 2,
    });
  });

  test("takes what is given", () => {
    const given: HealthCheckProps = {
      path: "/health?deep=1",
      matcher: "200,204-299",
      intervalSeconds: 300,
      timeoutSeconds: 120,
      healthyThreshold: 10,
      unhealthyThreshold: 3,
    };
    expect(synthesizeHealthCheck(given)).toMatchObject({
      path: "/health?deep=1",
      matcher: "200,204-299",
      interval: 300,
      timeout: 120,
      healthy_threshold: 10,
      unhealthy_threshold: 3,
    });
  });

  test.each<[string, HealthCheckProps, string]>([
    [
      "the path does not begin with a slash",
      { path: "health" },
      `'path' must be a path that begins with a slash, got "health"; write it like /health`,
    ],
    [
      "the path has a space",
      { path: "/health check" },
      `'path' must be a path that begins with a slash, got "/health check"; write it like /health`,
    ],
    [
      "the matcher is no HTTP code",
      { matcher: "2xx" },
      `'matcher' must be HTTP codes, got "2xx"; write them like "200" or "200-299"`,
    ],
    [
      "the interval is too short",
      { intervalSeconds: 4 },
      "'intervalSeconds' must be an integer from 5 to 300, got 4; the default is 30",
    ],
    [
      "the timeout is too long",
      { timeoutSeconds: 121 },
      "'timeoutSeconds' must be an integer from 2 to 120, got 121; the default is 5",
    ],
    [
      "the healthy threshold is 1",
      { healthyThreshold: 1 },
      "'healthyThreshold' must be an integer from 2 to 10, got 1; the default is 2",
    ],
    [
      "the unhealthy threshold is 11",
      { unhealthyThreshold: 11 },
      "'unhealthyThreshold' must be an integer from 2 to 10, got 11; the default is 2",
    ],
    [
      "the timeout is as long as the interval",
      { timeoutSeconds: 10, intervalSeconds: 10 },
      "'timeoutSeconds' must be less than 'intervalSeconds' (10), got 10; lower the timeout or raise the interval",
    ],
    [
      "the interval is not longer than the default timeout",
      { intervalSeconds: 5 },
      "'timeoutSeconds' must be less than 'intervalSeconds' (5), got 5; lower the timeout or raise the interval",
    ],
  ])("fails when %s", (_, healthCheck, message) => {
    const refused = refusal((stack) => {
      new TargetGroup(stack, "targets", { vpc: network(stack), namePrefix: "app", port: 8080, healthCheck });
    });
    expect(refused).toBe(`test/targets: ${message}`);
  });
});
