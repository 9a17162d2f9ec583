import { type GroupCapacity, type GroupSizes, roomFor, type ServiceDemand } from "../capacity";
import { takenBeside } from "./places";

/** Why no instance is added when a task of a service finds no place. */
export interface NotFollowing {
  readonly because: "utilization" | "no-instance" | "several-groups" | "threshold";
  /** Percent that is reserved when the fewest instances hold all that they can, beside the fewest tasks of others. */
  readonly reserved: { readonly cpu: number; readonly memoryMiB: number };
}

/**
 * Why step scaling does not add an instance to a group when a task of a service finds no place; undefined if it does, as
 * managed scaling always does.
 *
 * What tasks use of what they reserved tells nothing about places. What they reserve does, if full instances reach the
 * threshold of one metric. Metrics are those of the whole cluster, of which there are none while no task runs.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 *
 * None is taken away that tasks need: thresholds that agree (see `checkStepAlarms`) leave instances that are needed at
 * more than the one at which one is removed.
 */
export function notFollowing(
  group: GroupCapacity,
  demand: ServiceDemand,
  isOnlyGroup: boolean,
): NotFollowing | undefined {
  const { sizes } = group.props;
  const [offer] = group.offers(demand);
  if (sizes?.steps === undefined || offer === undefined) {
    return undefined;
  }
  const perInstance = roomFor(demand, offer.most).tasks;
  const others = takenBeside(demand, group, "minTasks").units;
  const percent = (unit: "cpu" | "memoryMiB") => {
    const reserved = perInstance * demand.units[unit] + others[unit] / Math.max(sizes.minSize, 1);
    return Math.floor((100 * reserved) / offer.most[unit]);
  };
  const reserved = { cpu: percent("cpu"), memoryMiB: percent("memoryMiB") };
  const because = reasonOf(sizes, sizes.steps.addAtPercent, reserved, isOnlyGroup);
  return because && { because, reserved };
}

function reasonOf(
  { minSize, steps }: GroupSizes,
  addAt: NotFollowing["reserved"],
  reserved: NotFollowing["reserved"],
  isOnlyGroup: boolean,
): NotFollowing["because"] | undefined {
  if (steps?.metric === "utilization") {
    return "utilization";
  }
  if (minSize === 0) {
    return "no-instance";
  }
  if (!isOnlyGroup) {
    return "several-groups";
  }
  return reserved.cpu >= addAt.cpu || reserved.memoryMiB >= addAt.memoryMiB ? undefined : "threshold";
}
