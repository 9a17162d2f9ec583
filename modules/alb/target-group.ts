import { createHash } from "node:crypto";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { check, type Checks, type Rule, rules } from "../core";
import type { IVpc } from "../vpc";
import {
  checkHealthCheck,
  type HealthCheckProps,
  renderHealthCheck,
  type TargetProtocol,
} from "./health-check";

/** A client stays with the task that first served it, through a cookie. */
export interface Stickiness {
  /** Seconds that it stays, 1 to 604800 (a week). @default 86400, a day */
  readonly durationSeconds?: number;
  /** Cookie of the application that it follows. @default the balancer sets a cookie of its own */
  readonly cookieName?: string;
}

/** How a balancer treats the tasks of a service. */
export interface TargetGroupSettings extends TargetProtocol {
  /** @default path "/", code 200, every 30 s */
  readonly healthCheck?: HealthCheckProps;
  /**
   * How long a task that is being replaced may finish what it is serving, 0 to 3600. AWS's own default of 300
   * dominates the time of every deployment.
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#deregistration-delay
   * @default 30
   */
  readonly deregistrationDelaySeconds?: number;
  /**
   * Seconds in which a new task's share of requests grows from little to full, 30 to 900.
   * @default 0: full from the beginning
   */
  readonly slowStartSeconds?: number;
  /** @default none: every request may go to another task */
  readonly stickiness?: Stickiness;
}

export interface TargetGroupProps extends TargetGroupSettings {
  readonly vpc: IVpc;
  /** What the name begins with; cut off so that a hash fits into AWS's 32 characters. */
  readonly namePrefix: string;
  /** Port of the container. ECS registers each task with the port it really has. */
  readonly port: number;
  /** `ip` for tasks with a network interface of their own, `instance` otherwise. @default "instance" */
  readonly targetType?: "instance" | "ip";
  /** How many targets it may have, which the quotas of its balancer are held against. @default 0: nobody knows */
  readonly maxTargets?: number;
}

/**
 * The tasks of one service as a balancer sees them.
 *
 * Makes `aws_lb_target_group`.
 */
export class TargetGroup extends Construct {
  readonly arn: string;
  /** As CloudWatch's `TargetGroup` dimension wants it. */
  readonly arnSuffix: string;
  readonly maxTargets: number;

  constructor(scope: Construct, id: string, props: TargetGroupProps) {
    super(scope, id);
    const { vpc, namePrefix, port, targetType = "instance", healthCheck = {} } = props;
    const { protocol = "HTTP", protocolVersion = "HTTP1", slowStartSeconds = 0 } = props;
    check(this, (c) => {
      // The name is made of them.
      c.known({ namePrefix, port, targetType });
      c.each(props, {
        port: rules.integer(1, 65_535, "give the port that the container listens on"),
        targetType: rules.oneOf(["instance", "ip"], "take ip for tasks in network mode awsvpc"),
      });
      checkTargetGroup(c, props);
    });

    const group = new LbTargetGroup(this, "group", {
      name: uniqueName(namePrefix, [
        String(port),
        protocol,
        protocolVersion,
        targetType,
        Token.isUnresolved(vpc.vpcId) ? vpc.node.path : vpc.vpcId,
      ]),
      vpcId: vpc.vpcId,
      port,
      protocol,
      protocolVersion,
      targetType,
      deregistrationDelay: String(props.deregistrationDelaySeconds ?? 30),
      slowStart: slowStartSeconds,
      // Left out, Terraform would leave it as it is.
      stickiness: props.stickiness ? renderStickiness(props.stickiness) : NOT_STICKY,
      healthCheck: renderHealthCheck(healthCheck, props),
      // A group that a listener uses cannot be deleted: the listener moves to the new one first.
      lifecycle: { createBeforeDestroy: true },
    });
    this.maxTargets = props.maxTargets ?? 0;
    this.arn = group.arn;
    this.arnSuffix = group.arnSuffix;
  }
}

/** Checks the settings of a target group, also for the construct that will make it. */
export function checkTargetGroup(c: Checks, settings: TargetGroupSettings): void {
  const { protocol, protocolVersion, stickiness = {}, healthCheck = {} } = settings;
  // The name is made of them.
  c.known({ protocol, protocolVersion });
  c.each(settings, {
    protocol: rules.oneOf(["HTTP", "HTTPS"], "take HTTP unless tasks encrypt"),
    protocolVersion: rules.oneOf(["HTTP1", "HTTP2", "GRPC"], "take HTTP1 unless tasks speak another one"),
    deregistrationDelaySeconds: rules.integer(0, 3600, "give tasks 30 s"),
    slowStartSeconds: SLOW_START,
  });
  c.at("stickiness").each(stickiness, { durationSeconds: DURATION, cookieName: COOKIE_NAME });
  checkHealthCheck(c.at("healthCheck"), healthCheck, settings);
}

function renderStickiness({ durationSeconds = 86_400, cookieName }: Stickiness) {
  return {
    enabled: true,
    type: cookieName === undefined ? "lb_cookie" : "app_cookie",
    cookieDuration: durationSeconds,
    cookieName,
  };
}

const NOT_STICKY = { enabled: false, type: "lb_cookie" };

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#slow-start-mode */
const SLOW_START: Rule<number> = {
  must: "be 0 or an integer from 30 to 900",
  isMet: (value) => value === 0 || rules.integer(30, 900, "").isMet(value),
  hint: "0 switches it off",
};

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#sticky-sessions */
const DURATION = rules.integer(1, 604_800, "a day has 86400");
const COOKIE_NAME = rules.text(
  /^(?!AWSALB)[\w!#$%&'*+.^`|~-]{1,128}$/,
  "the name of a cookie of the application",
  "the names that begin with AWSALB are the balancer's",
);

/**
 * A name that changes with whatever makes AWS replace the group, so that old and new can exist side by side, and
 * with the whole prefix, of which the name shows the beginning. At most 32 letters, digits and hyphens:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
function uniqueName(prefix: string, replacedBy: readonly string[]): string {
  const hash = createHash("sha256")
    .update([prefix, ...replacedBy].join("|"))
    .digest("hex")
    .slice(0, 6);
  // Names of clusters and services may have underscores, and nothing else.
  const start = prefix
    .replace(/[^a-zA-Z0-9-]/g, "-")
    .slice(0, 25)
    .replace(/^-+|-+$/g, "");
  return start === "" ? hash : `${start}-${hash}`;
}
