/** What full instances show to the alarm that adds one, of one metric. */
export interface FullInstances {
  /** Percent of an instance that its tasks reserve when no other task of theirs finds a place. */
  readonly reservedPercent: number;
  readonly addAtPercent: number;
}

/**
 * Whether step scaling by what tasks reserve adds an instance whenever a task finds no place: full instances must reach
 * the threshold of one of its metrics. What tasks use of what they reserved tells nothing about places.
 *
 * None is taken away that tasks need: thresholds that agree (see `checkStepAlarms`) leave one instance less at a higher
 * value than full ones have.
 */
export function followsTasks(metrics: readonly FullInstances[]): boolean {
  return metrics.some(({ reservedPercent, addAtPercent }) => reservedPercent >= addAtPercent);
}
