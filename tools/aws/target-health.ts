import type {
  ElasticLoadBalancingV2,
  TargetHealthDescription,
} from "@aws-sdk/client-elastic-load-balancing-v2";

import { callAws } from "./aws-client";

/** Whether a load balancer sends requests to a task. */
export interface Target {
  /** ARN of the target group. */
  readonly targetGroup: string;
  /** Id of the instance, or address of the task. */
  readonly id: string;
  readonly port: number | undefined;
  /** `healthy`, `unhealthy`, `initial`, `draining`, `unused`, … */
  readonly state: string;
  /** Why it is not healthy: a code such as `Target.Timeout`, and words. */
  readonly reason: string | undefined;
  readonly description: string | undefined;
}

/** Asks the load balancers for the targets of target groups, by their ARNs. */
export async function readTargets(
  loadBalancing: ElasticLoadBalancingV2,
  targetGroups: readonly string[],
): Promise<Target[]> {
  const answers = await Promise.all(
    targetGroups.map(async (targetGroup) => {
      const { TargetHealthDescriptions = [] } = await callAws(() =>
        loadBalancing.describeTargetHealth({ TargetGroupArn: targetGroup }),
      );
      return TargetHealthDescriptions.map((one) => target(targetGroup, one));
    }),
  );
  return answers.flat();
}

/** What a load balancer says about a target, in the words of this project. */
export function target(targetGroup: string, described: TargetHealthDescription): Target {
  const { Target: { Id: id = "", Port: port } = {}, TargetHealth: health = {} } = described;
  const { State: state = "", Reason: reason, Description: description } = health;
  return { targetGroup, id, port, state, reason, description };
}

/** A target in one line, with why it is not healthy. */
export function targetText({ id, port, state, reason, description }: Target): string {
  const why = [reason, description].filter((part) => part !== undefined).join(", ");
  return `Target ${id}${port === undefined ? "" : `:${port}`} is ${state}${why === "" ? "" : `: ${why}`}`;
}
