import { checkTargetGroup } from "../alb";
import type { Checks } from "../core";
import {
  checkPort,
  type ContainerPort,
  type ContainerProps,
  hostPortOf,
  type NetworkMode,
} from "../ecs-task";
import type { ElbTarget, NamedTarget } from "./load-balancer-target";

/** What of a service decides whether load balancers can reach it. */
export interface TargetContext {
  readonly containers: readonly ContainerProps[];
  readonly networkMode: NetworkMode;
}

/** Checks the load balancers of a service, each alone and all together. */
export function checkLoadBalancerTargets(
  c: Checks,
  targets: readonly NamedTarget[],
  context: TargetContext,
): void {
  for (const { key, target } of targets) {
    const prop = key === undefined ? "loadBalancer" : `loadBalancers.${key}`;
    checkKey(c, key);
    if ("alb" in target) {
      target.alb.checkRule(c.at(prop), target);
      checkTargetGroup(c.at(prop), target);
    }
    const port = checkPort(c, prop, target, context.containers);
    if (port !== undefined) {
      checkTcp(c, prop, port, context.containers);
    }
    if ("elb" in target && port !== undefined) {
      checkClassicTarget(c, prop, target, hostPortOf(port.mapping, context.networkMode), context);
    }
  }
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/register-multiple-targetgroups.html
  c.require(() => targets.length <= MAX_TARGETS, {
    prop: "loadBalancers",
    must: `be at most ${MAX_TARGETS}`,
    got: targets.length,
    hint: "give one listener rule several paths or hosts",
  });
  c.require(() => targets.length <= 1 || targets.every(({ target }) => !("elb" in target)), {
    prop: "loadBalancers",
    must: "be one only with a classic balancer",
    got: targets.length,
    hint: "take application balancers",
  });
}

/** The same port can be mapped for both. */
function checkTcp(
  c: Checks,
  prop: string,
  { containerName, mapping: { containerPort } }: ContainerPort,
  containers: readonly ContainerProps[],
): void {
  const mappings = containers.find(({ name }) => name === containerName)?.portMappings ?? [];
  c.require(() => mappings.some((one) => one.containerPort === containerPort && one.protocol !== "udp"), {
    prop,
    must: "lead to a port that a container maps for TCP",
    got: containerPort,
    of: [mappings],
    hint: "balancers speak TCP: leave 'protocol' out of the port mapping",
  });
}

function checkKey(c: Checks, key: string | undefined): void {
  c.known({ loadBalancers: key });
  c.require(() => key === undefined || KEY.test(key), {
    prop: "loadBalancers",
    must: "have names of at most 32 lowercase letters, digits and hyphens, beginning with a letter",
    got: key,
    hint: "choose another name",
  });
}

function checkClassicTarget(
  c: Checks,
  prop: string,
  { elb: { instancePort } }: ElbTarget,
  hostPort: number,
  { networkMode }: TargetContext,
): void {
  c.require(() => networkMode !== "awsvpc", {
    prop: "networkMode",
    must: "not be awsvpc behind a classic balancer",
    got: networkMode,
    hint: "leave it out, or take an application balancer",
  });
  c.require(() => hostPort === instancePort, {
    prop,
    must: `lead to the fixed host port that the classic balancer calls (${instancePort})`,
    got: hostPort,
    of: [hostPort, instancePort],
    hint: `set 'hostPort: ${instancePort}' in the container's 'portMappings'`,
  });
}

const MAX_TARGETS = 5;
const KEY = /^[a-z][a-z0-9-]{0,31}$/;
