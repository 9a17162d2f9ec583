import { type Checks, rules } from "../core";
import { isLookedUp } from "./machine-image";

/**
 * How instances are replaced when the launch template changes (image, type, user data), or when they fail.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html
 */
export interface InstanceRefreshProps {
  /** Percent of the desired instances that stay in service, 0 to 100. @default 100: a new one first, then an old one goes */
  readonly minHealthyPercentage?: number;
  /** Percent of the desired instances that there may be meanwhile, 100 to 200. @default 150 */
  readonly maxHealthyPercentage?: number;
  /** Seconds in service until an instance counts, 0 to 3600. @default 300 */
  readonly warmupSeconds?: number;
}

/** Checks how instances are replaced. */
export function checkInstanceRefresh(c: Checks, props: InstanceRefreshProps): void {
  const { minHealthyPercentage, maxHealthyPercentage } = withDefaults(props);
  c.each(props, {
    minHealthyPercentage: rules.integer(0, 100, "100 starts a new instance before an old one goes"),
    maxHealthyPercentage: rules.integer(100, 200, "110 or more lets new instances start first"),
    warmupSeconds: rules.integer(0, 3600, "give how long an instance takes to join the cluster"),
  });
  c.require(() => maxHealthyPercentage - minHealthyPercentage <= 100, {
    prop: "maxHealthyPercentage",
    must: `be at most 100 above 'minHealthyPercentage' (${minHealthyPercentage})`,
    got: maxHealthyPercentage,
    of: [minHealthyPercentage, maxHealthyPercentage],
    hint: "lower the maximum or raise the minimum",
  });
}

/** What `aws_autoscaling_group` needs to replace instances without a gap. */
export function instanceRefresh(props: InstanceRefreshProps, image: string) {
  const { minHealthyPercentage, maxHealthyPercentage, warmupSeconds } = withDefaults(props);
  return {
    // For replacements that others than Terraform begin, such as those of failed or over-aged instances.
    instanceMaintenancePolicy: { minHealthyPercentage, maxHealthyPercentage },
    instanceRefresh: {
      strategy: "Rolling",
      preferences: {
        minHealthyPercentage,
        maxHealthyPercentage,
        instanceWarmup: String(warmupSeconds),
        // AWS cannot roll back to an image that is looked up at launch: nothing tells which one it was.
        autoRollback: !isLookedUp(image),
      },
    },
  };
}

function withDefaults(props: InstanceRefreshProps) {
  return {
    minHealthyPercentage: props.minHealthyPercentage ?? 100,
    maxHealthyPercentage: props.maxHealthyPercentage ?? 150,
    warmupSeconds: props.warmupSeconds ?? 300,
  };
}
