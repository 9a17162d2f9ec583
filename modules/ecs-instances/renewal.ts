import type { IConstruct } from "constructs";
import { rules, validateProps, ValidationError } from "../core";
import { isLookedUp } from "./machine-image";

/**
 * How instances are replaced when the launch template changes (image, type, user data), or when they fail.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html
 */
export interface RenewalProps {
  /** Percent of the desired instances that stay in service, 0 to 100. @default 100: a new one first, then an old one goes */
  readonly minHealthyPercentage?: number;
  /** Percent of the desired instances that there may be meanwhile, 100 to 200. @default 150 */
  readonly maxHealthyPercentage?: number;
  /**
   * Seconds after launch until an instance counts, 0 to 3600: one that fails at boot must have shut down by then.
   * @default 300
   */
  readonly warmupSeconds?: number;
}

/** What `aws_autoscaling_group` needs to replace instances without a gap. */
export function renewal(scope: IConstruct, props: RenewalProps, image: string) {
  const { minHealthyPercentage = 100, maxHealthyPercentage = 150, warmupSeconds = 300 } = props;
  validateProps(scope, props, {
    minHealthyPercentage: rules.integer(0, 100, "the default is 100"),
    maxHealthyPercentage: rules.integer(100, 200, "the default is 150"),
    warmupSeconds: rules.integer(0, 3600, "the default is 300"),
  });
  if (maxHealthyPercentage - minHealthyPercentage > 100) {
    throw new ValidationError(scope, {
      prop: "maxHealthyPercentage",
      must: `be at most 100 above 'minHealthyPercentage' (${minHealthyPercentage})`,
      got: maxHealthyPercentage,
      hint: "lower the maximum or raise the minimum",
    });
  }
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
