import type { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Construct } from "constructs";
import type { SecurityGroup } from "../security-group";
import { createListener, type ListenerSettings, notFound } from "./listener";
import type { AlbRoute } from "./route";
import { RouteTable } from "./route-table";

/** Where a service can be attached: to a balancer's main listener (`Alb`) or to a further one (`AlbListener`). */
export interface AlbRoutes {
  /** Of the balancer: it opens the way to the tasks. */
  readonly securityGroup: SecurityGroup;
  /** Of the balancer, as CloudWatch's `LoadBalancer` dimension wants it. */
  readonly arnSuffix: string;
  /**
   * Sends matching requests to a target group.
   *
   * @param id stable, e.g. the service's name
   * @returns the rule; a service depends on it, since ECS refuses a target group without a balancer
   * @throws ValidationError on a priority that is taken, and on a route that another one leaves no request
   */
  addRoute(id: string, route: AlbRoute): LbListenerRule;
}

export interface AlbListenerProps extends ListenerSettings {
  readonly balancer: AlbRoutes & { readonly arn: string };
}

/**
 * A further port of a balancer, made by `Alb.addListener`. Answers with the service whose route matches, else
 * with 404.
 *
 * Makes `aws_lb_listener`, and one `aws_lb_listener_rule` per route.
 */
export class AlbListener extends Construct implements AlbRoutes {
  readonly securityGroup: SecurityGroup;
  readonly arnSuffix: string;
  private readonly routes: RouteTable;

  constructor(scope: Construct, id: string, props: AlbListenerProps) {
    super(scope, id);
    const { balancer } = props;
    this.securityGroup = balancer.securityGroup;
    this.arnSuffix = balancer.arnSuffix;
    const listener = createListener(this, "listener", balancer.arn, props, notFound);
    this.routes = new RouteTable(this, listener.arn);
  }

  addRoute(id: string, route: AlbRoute): LbListenerRule {
    return this.routes.add(id, route);
  }
}
