/** How many instances of a group there can be, beside the most. */
export interface GroupSizes {
  /** The fewest that there can be at any time. */
  readonly minSize: number;
  /** The most that there can be while the schedule holds that allows the fewest. */
  readonly leastMaxSize: number;
  /** @default none: managed scaling adds an instance when a task finds no place */
  readonly steps?: InstanceSteps;
}

/** Scaling by alarms on the cluster's metrics. */
export interface InstanceSteps {
  /** What tasks use of what they reserved, or what they reserve of what instances have. */
  readonly metric: "utilization" | "reservation";
  /** From which percent on an instance is added. */
  readonly addAtPercent: { readonly cpu: number; readonly memoryMiB: number };
}
