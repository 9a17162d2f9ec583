import { createHash } from "node:crypto";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { rules, validateProps } from "../validation";
import type { IVpc } from "../vpc";
import { type HealthCheckProps, renderHealthCheck } from "./health-check";

export interface TargetGroupProps {
  readonly vpc: IVpc;
  /** What the name begins with; cut off so that a hash fits into AWS's 32 characters. */
  readonly namePrefix: string;
  /** Port of the container. ECS registers each task with the port it really has. */
  readonly port: number;
  /** `ip` for tasks with a network interface of their own, `instance` otherwise. @default "instance" */
  readonly targetType?: "instance" | "ip";
  /** @default path "/", code 200, every 30 s */
  readonly healthCheck?: HealthCheckProps;
  /**
   * How long a task that is being replaced may finish what it is serving, 0 to 3600. AWS's own default of 300
   * dominates the time of every deployment.
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#deregistration-delay
   * @default 30
   */
  readonly deregistrationDelaySeconds?: number;
}

/**
 * The tasks of one service as a balancer sees them.
 *
 * Makes `aws_lb_target_group`.
 */
export class TargetGroup extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: TargetGroupProps) {
    super(scope, id);
    const {
      vpc,
      namePrefix,
      port,
      targetType = "instance",
      healthCheck = {},
      deregistrationDelaySeconds = 30,
    } = props;
    validateProps(this, props, {
      port: rules.integer(1, 65535, "give the port that the container listens on"),
      deregistrationDelaySeconds: rules.integer(0, 3600, "the default is 30"),
    });

    const group = new LbTargetGroup(this, "group", {
      name: uniqueName(namePrefix, [
        String(port),
        PROTOCOL,
        targetType,
        Token.isUnresolved(vpc.vpcId) ? vpc.node.path : vpc.vpcId,
      ]),
      vpcId: vpc.vpcId,
      port,
      protocol: PROTOCOL,
      targetType,
      deregistrationDelay: String(deregistrationDelaySeconds),
      healthCheck: renderHealthCheck(this, healthCheck),
      // A group that a listener uses cannot be deleted: the listener moves to the new one first.
      lifecycle: { createBeforeDestroy: true },
    });
    this.arn = group.arn;
  }
}

const PROTOCOL = "HTTP";

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
  // Names of clusters and services may have underscores.
  const start = prefix
    .replaceAll("_", "-")
    .slice(0, 25)
    .replace(/^-+|-+$/g, "");
  return `${start}-${hash}`;
}
