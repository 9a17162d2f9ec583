import type { GroupSizes } from "../capacity";
import { isKnown } from "../core";
import type { GroupProps } from "./ecs-instances-props";
import { stepMetrics } from "./instance-step-scaling";

/** How many instances of a group there can be; undefined while Terraform alone knows. */
export function groupSizes({ minSize, maxSize, schedules, scaling }: GroupProps): GroupSizes | undefined {
  if (!isKnown([minSize, maxSize, schedules, scaling])) {
    return undefined;
  }
  const sizes = {
    minSize: Math.min(minSize, ...schedules.flatMap((schedule) => schedule.minSize ?? [])),
    leastMaxSize: Math.min(maxSize, ...schedules.flatMap((schedule) => schedule.maxSize ?? [])),
  };
  if (scaling === "managed") {
    return sizes;
  }
  const [cpu, memory] = stepMetrics(scaling);
  const addAtPercent = { cpu: cpu.addAtPercent, memoryMiB: memory.addAtPercent };
  return { ...sizes, steps: { metric: scaling.metric ?? "utilization", addAtPercent } };
}
