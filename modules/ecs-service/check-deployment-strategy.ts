import { type Checks, rules } from "../core";
import {
  type CanaryDeployment,
  type DeploymentStrategy,
  type LinearDeployment,
  STAGES,
  trafficShiftOf,
} from "./deployment-strategy";
import type { NamedTarget } from "./load-balancer-target";

/** What any of the strategies has. */
interface AnyStrategy
  extends Partial<Omit<CanaryDeployment, "strategy">>, Partial<Omit<LinearDeployment, "strategy">> {
  readonly strategy?: DeploymentStrategy["strategy"];
}

export function checkStrategy(
  c: Checks,
  deployment: DeploymentStrategy | undefined,
  targets: readonly NamedTarget[],
): void {
  const at = c.at("deployment");
  const given: AnyStrategy = deployment ?? {};
  const { strategy, bakeTimeMinutes, canaryBakeTimeMinutes, stepBakeTimeMinutes } = given;
  // Minutes are made texts.
  at.known({ strategy, bakeTimeMinutes, canaryBakeTimeMinutes, stepBakeTimeMinutes });
  at.each<AnyStrategy>(given, {
    strategy: rules.oneOf(["rolling", "blue-green", "canary", "linear"], "take rolling where it is enough"),
    bakeTimeMinutes: MINUTES,
    canaryPercent: percent(0.1),
    canaryBakeTimeMinutes: MINUTES,
    stepPercent: percent(3),
    stepBakeTimeMinutes: MINUTES,
  });
  const shift = trafficShiftOf(deployment);
  for (const [index, { stages }] of (shift?.hooks ?? []).entries()) {
    at.at(`hooks[${index}]`).value("stages", stages, rules.atLeast(1, "stage", "name when it is called"));
    for (const [position, stage] of stages.entries()) {
      at.at(`hooks[${index}]`).value(`stages[${position}]`, stage, rules.oneOf(STAGES, "take one of these"));
    }
  }
  const areBehindAlbs = targets.length > 0 && targets.every(({ target }) => "alb" in target);
  c.require(() => shift === undefined || areBehindAlbs, {
    prop: "deployment.strategy",
    must: "be rolling without an application balancer",
    got: shift?.strategy,
    hint: "give 'loadBalancer' an application balancer: its listener rule is what moves requests",
  });
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CanaryConfiguration.html */
const MINUTES = rules.integer(0, 1440, "a day has 1440");

/**
 * Multiples of 0.1: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinearConfiguration.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CanaryConfiguration.html
 */
function percent(least: number) {
  return {
    must: `be a number from ${least} to 100 with at most one decimal`,
    isMet: (value: number) => value >= least && value <= 100 && value === Number(value.toFixed(1)),
    hint: "give the part of the requests",
  };
}
