import type { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";

import { type Lookup, type Lookups, present, textOf } from "./lookup";

type Sdk = typeof import("@aws-sdk/client-elastic-load-balancing-v2");
type Find = (
  client: ElasticLoadBalancingV2Client,
  sdk: Sdk,
  block: Parameters<Lookup>[0]["block"],
) => Promise<(string | undefined)[] | undefined>;

/** Load balancers and what belongs to them are imported by their ARNs, which hold ids that AWS makes up. */
export const ELB_LOOKUPS: Lookups = {
  aws_lb: elb(async (client, sdk, { name }) => {
    const { LoadBalancers } = await client.send(
      new sdk.DescribeLoadBalancersCommand({ Names: present([textOf(name)]) }),
    );
    return LoadBalancers?.filter(({ LoadBalancerName }) => LoadBalancerName === name).map(
      ({ LoadBalancerArn }) => LoadBalancerArn,
    );
  }),
  aws_lb_target_group: elb(async (client, sdk, { name }) => {
    const { TargetGroups } = await client.send(
      new sdk.DescribeTargetGroupsCommand({ Names: present([textOf(name)]) }),
    );
    return TargetGroups?.filter(({ TargetGroupName }) => TargetGroupName === name).map(
      ({ TargetGroupArn }) => TargetGroupArn,
    );
  }),
  aws_lb_listener: elb(async (client, sdk, { load_balancer_arn, port }) => {
    const LoadBalancerArn = textOf(load_balancer_arn);
    if (LoadBalancerArn === undefined) {
      return [];
    }
    const { Listeners } = await client.send(new sdk.DescribeListenersCommand({ LoadBalancerArn }));
    return Listeners?.filter(({ Port }) => Port === port).map(({ ListenerArn }) => ListenerArn);
  }),
  aws_lb_listener_rule: elb(async (client, sdk, { listener_arn, priority }) => {
    const ListenerArn = textOf(listener_arn);
    if (ListenerArn === undefined) {
      return [];
    }
    const { Rules } = await client.send(new sdk.DescribeRulesCommand({ ListenerArn }));
    return Rules?.filter(({ Priority }) => Priority === String(priority)).map(({ RuleArn }) => RuleArn);
  }),
};

/** What a look-up by name or ARN says of what is not there. */
const NOT_THERE = /NotFound(Exception)?$/;

function elb(find: Find): Lookup {
  return async ({ block }, config) => {
    const sdk = await import("@aws-sdk/client-elastic-load-balancing-v2");
    try {
      return present(await find(new sdk.ElasticLoadBalancingV2Client(config), sdk, block));
    } catch (error) {
      if (error instanceof Error && NOT_THERE.test(error.name)) {
        return [];
      }
      throw error;
    }
  };
}
