import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Construct } from "constructs";
import { SecurityGroup, tcp } from "../security-group";
import { rules, validateProps, ValidationError } from "../validation";
import type { IVpc } from "../vpc";
import type { TargetGroup } from "./target-group";

export interface AlbProps {
  readonly vpc: IVpc;
  /** 1 to 32 letters, digits and hyphens; unique in the region of the account. */
  readonly name: string;
  /** Whether it gets public addresses, in the public subnets. @default false: internal, in the private subnets */
  readonly internetFacing?: boolean;
  /** Who may connect. @default the VPC's range; for an internet-facing balancer 0.0.0.0/0 */
  readonly allowedCidrs?: readonly string[];
  /** Refuses to be destroyed until this is false again. @default false */
  readonly deletionProtection?: boolean;
}

/** Which requests go to a target group. All that is given must match. */
export interface AlbRoute {
  readonly targetGroup: TargetGroup;
  /** Lower is tried first, 1 to 50000; stable, since a changed one can collide with a neighbour's. */
  readonly priority: number;
  /** Paths with the wildcards * and ?. @default ["/*"] unless hosts are given */
  readonly paths?: readonly string[];
  /** Host names with the wildcards * and ?. @default any */
  readonly hosts?: readonly string[];
}

/**
 * An application load balancer that answers on HTTP port 80: with the service whose route matches, else with 404.
 *
 * Makes `aws_lb`, `aws_lb_listener`, one `aws_lb_listener_rule` per route, and a security group.
 */
export class Alb extends Construct {
  readonly arn: string;
  /** As CloudWatch's `LoadBalancer` dimension wants it. */
  readonly arnSuffix: string;
  readonly dnsName: string;
  readonly url: string;
  readonly securityGroup: SecurityGroup;
  private readonly listener: LbListener;
  private readonly routes = new Map<number, string>();

  constructor(scope: Construct, id: string, props: AlbProps) {
    super(scope, id);
    const { vpc, name, internetFacing = false, deletionProtection = false } = props;
    const allowedCidrs = props.allowedCidrs ?? [internetFacing ? "0.0.0.0/0" : vpc.cidrBlock];
    const subnets = internetFacing ? vpc.publicSubnetIds : vpc.privateSubnetIds;
    validateProps(this, props, { name: NAME });
    if (subnets.length < 2) {
      throw new ValidationError(this, {
        prop: "vpc",
        must: `have ${internetFacing ? "public" : "private"} subnets in at least two zones`,
        got: subnets,
        remedy: "a load balancer needs two zones",
      });
    }

    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpc,
      namePrefix: name,
      description: `Load balancer ${name}`,
    });
    for (const cidr of allowedCidrs) {
      this.securityGroup.allowFromCidr(cidr, tcp(HTTP_PORT), "HTTP");
    }
    const balancer = new Lb(this, "balancer", {
      name,
      loadBalancerType: "application",
      internal: !internetFacing,
      subnets: [...subnets],
      securityGroups: [this.securityGroup.securityGroupId],
      dropInvalidHeaderFields: true,
      enableDeletionProtection: deletionProtection,
    });
    this.listener = new LbListener(this, "http", {
      loadBalancerArn: balancer.arn,
      port: HTTP_PORT,
      protocol: "HTTP",
      defaultAction: [
        {
          type: "fixed-response",
          fixedResponse: { contentType: "text/plain", messageBody: "No such service", statusCode: "404" },
        },
      ],
    });
    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.url = `http://${balancer.dnsName}`;
  }

  /**
   * Sends matching requests to a target group.
   *
   * @param id stable, e.g. the service's name
   * @returns the rule; a service depends on it, since ECS refuses a target group without a balancer
   */
  addRoute(id: string, route: AlbRoute): LbListenerRule {
    const { targetGroup, priority, hosts = [] } = route;
    const paths = route.paths ?? (hosts.length > 0 ? [] : ["/*"]);
    validateProps(this, route, { priority: rules.integer(1, 50_000, "choose a free number") });
    const taken = this.routes.get(priority);
    if (taken !== undefined) {
      throw new ValidationError(this, {
        prop: `${id}.priority`,
        must: `differ from that of '${taken}'`,
        got: priority,
        remedy: "give every route of a balancer a priority of its own",
      });
    }
    this.routes.set(priority, id);

    return new LbListenerRule(this, `route-${id}`, {
      listenerArn: this.listener.arn,
      priority,
      action: [{ type: "forward", targetGroupArn: targetGroup.arn }],
      condition: [
        ...(paths.length > 0 ? [{ pathPattern: { values: [...paths] } }] : []),
        ...(hosts.length > 0 ? [{ hostHeader: { values: [...hosts] } }] : []),
      ],
    });
  }
}

const HTTP_PORT = 80;

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html */
const NAME = rules.text(
  /^(?!internal-)[a-zA-Z0-9]([a-zA-Z0-9-]{0,30}[a-zA-Z0-9])?$/,
  'at most 32 letters, digits and hyphens, with no hyphen at either end and not beginning with "internal-"',
  "choose a shorter name",
);
