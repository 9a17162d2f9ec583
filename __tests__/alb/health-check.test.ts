import { type HealthCheckProps, TargetGroup } from "../../modules/alb";
import { network } from "../support/context";
import { refusal, refusalOf, synthesize } from "../support/synth";

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

  test.each(["200", "499", "200-299", "200,204,300-399", "301-301"])("may want the codes %s", (matcher) => {
    expect(synthesizeHealthCheck({ matcher })).toMatchObject({ matcher });
  });

  test.each(["199", "500", "599", "200-500", "299-200", "200,", "-200", "200-250-299", "0200", "20"])(
    "fails when it wants the codes %j",
    (matcher) => {
      expect(refusalOf(() => synthesizeHealthCheck({ matcher }))).toBe(
        `test/targets: 'healthCheck.matcher' must be HTTP codes from 200 to 499, got "${matcher}"; write them like "200" or "200-299"`,
      );
    },
  );

  test.each<[string, HealthCheckProps, string]>([
    [
      "the path does not begin with a slash",
      { path: "health" },
      `'healthCheck.path' must be a path of at most 1024 characters that begins with a slash, got "health"; write it like /health`,
    ],
    [
      "the path is too long",
      { path: `/${"a".repeat(1024)}` },
      `'healthCheck.path' must be a path of at most 1024 characters that begins with a slash, got "/${"a".repeat(1024)}"; write it like /health`,
    ],
    [
      "the path has a space",
      { path: "/health check" },
      `'healthCheck.path' must be a path of at most 1024 characters that begins with a slash, got "/health check"; write it like /health`,
    ],
    [
      "the matcher is no HTTP code",
      { matcher: "2xx" },
      `'healthCheck.matcher' must be HTTP codes from 200 to 499, got "2xx"; write them like "200" or "200-299"`,
    ],
    [
      "the interval is too short",
      { intervalSeconds: 4, timeoutSeconds: 2 },
      "'healthCheck.intervalSeconds' must be an integer from 5 to 300, got 4; ask every 30 s",
    ],
    [
      "the timeout is too long",
      { timeoutSeconds: 121, intervalSeconds: 300 },
      "'healthCheck.timeoutSeconds' must be an integer from 2 to 120, got 121; give it 5 s",
    ],
    [
      "the healthy threshold is 1",
      { healthyThreshold: 1 },
      "'healthCheck.healthyThreshold' must be an integer from 2 to 10, got 1; take 2",
    ],
    [
      "the unhealthy threshold is 11",
      { unhealthyThreshold: 11 },
      "'healthCheck.unhealthyThreshold' must be an integer from 2 to 10, got 11; take 2",
    ],
    [
      "the timeout is as long as the interval",
      { timeoutSeconds: 10, intervalSeconds: 10 },
      "'healthCheck.timeoutSeconds' must be less than 'intervalSeconds' (10), got 10; lower the timeout or raise the interval",
    ],
    [
      "the interval is not longer than the default timeout",
      { intervalSeconds: 5 },
      "'healthCheck.timeoutSeconds' must be less than 'intervalSeconds' (5), got 5; lower the timeout or raise the interval",
    ],
  ])("fails when %s", (_, healthCheck, message) => {
    const refused = refusal((stack) => {
      new TargetGroup(stack, "targets", { vpc: network(stack), namePrefix: "app", port: 8080, healthCheck });
    });
    expect(refused).toBe(`test/targets: ${message}`);
  });
});
