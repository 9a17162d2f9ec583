import { type Checks, rules } from "../core";

/**
 * A mixture of On-Demand and Spot instances. AWS takes Spot instances back with two minutes' notice, in which their
 * tasks are handed over; the more types there are, the seldomer.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html
 */
export interface SpotProps {
  /** Instances that are On-Demand before any is Spot, 0 to 500. @default 0 */
  readonly onDemandBase?: number;
  /** Percent of the others that are On-Demand, 0 to 100. @default 0 */
  readonly onDemandPercentage?: number;
  /** Types that may stand in for the group's `instanceType`, of the same architecture and about its size. @default none */
  readonly instanceTypes?: readonly string[];
}

/** Checks how On-Demand and Spot instances are mixed. */
export function checkSpot(c: Checks, spot: SpotProps): void {
  c.each(spot, {
    onDemandBase: rules.integer(0, 500, "give a number of instances"),
    onDemandPercentage: rules.integer(0, 100, "0 makes all others Spot instances"),
  });
}

/** The mixture as `aws_autoscaling_group` takes it. */
export function mixedInstancesPolicy(
  { onDemandBase = 0, onDemandPercentage = 0 }: SpotProps,
  instanceTypes: readonly string[],
  template: { readonly templateId: string; readonly version: string },
) {
  return {
    instancesDistribution: {
      onDemandBaseCapacity: onDemandBase,
      onDemandPercentageAboveBaseCapacity: onDemandPercentage,
      spotAllocationStrategy: "price-capacity-optimized",
    },
    launchTemplate: {
      launchTemplateSpecification: { launchTemplateId: template.templateId, version: template.version },
      override: instanceTypes.map((instanceType) => ({ instanceType })),
    },
  };
}
