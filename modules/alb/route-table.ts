import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import type { Construct } from "constructs";
import { rules, validateProps, ValidationError } from "../core";
import { type AlbRoute, type Condition, conditionsOf, renderCondition, validateConditions } from "./route";
import { shadowedPart } from "./shadowed-route";

/** The routes of one listener, of which no two may clash. Makes one `aws_lb_listener_rule` per route. */
export class RouteTable {
  private readonly routes: AddedRoute[] = [];

  /** @param scope what the rules belong to, and what refuses a route */
  constructor(
    private readonly scope: Construct,
    private readonly listenerArn: string,
  ) {}

  /** @throws ValidationError on a priority that is taken, and on a route that another one leaves no request */
  add(id: string, route: AlbRoute): LbListenerRule {
    validateProps(this.scope, route, { priority: rules.integer(1, 50_000, "choose a free number") });
    const conditions = conditionsOf(route);
    validateConditions(this.scope, id, conditions);
    this.refuseClash({ id, priority: route.priority, conditions });

    return new LbListenerRule(this.scope, `route-${id}`, {
      listenerArn: this.listenerArn,
      priority: route.priority,
      action: [{ type: "forward", targetGroupArn: route.targetGroup.arn }],
      condition: conditions.map(renderCondition),
    });
  }

  private refuseClash(added: AddedRoute): void {
    const taken = this.routes.find(({ priority }) => priority === added.priority);
    if (taken !== undefined) {
      throw new ValidationError(this.scope, {
        prop: `${added.id}.priority`,
        must: `differ from that of '${taken.id}'`,
        got: added.priority,
        hint: "give every route of a balancer a priority of its own",
      });
    }
    for (const other of this.routes) {
      const [first, second] = added.priority < other.priority ? [added, other] : [other, added];
      const part = shadowedPart(first.conditions, second.conditions);
      if (part !== undefined) {
        throw new ValidationError(this.scope, {
          prop: second.id,
          must: `match requests that '${first.id}', with the lower priority ${first.priority}, does not take`,
          got: Object.fromEntries(part.map(({ prop, values }) => [prop, values])),
          hint: "change one of the two routes, or give the more special one the lower priority",
        });
      }
    }
    this.routes.push(added);
  }
}

interface AddedRoute {
  readonly id: string;
  readonly priority: number;
  readonly conditions: readonly Condition[];
}
