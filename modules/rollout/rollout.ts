import type { GroupCapacity, ServiceDemand } from "../capacity";
import type { Counts, DeploymentBounds } from "./rolling-update";

/** A service, as far as its deployments are concerned. */
export interface Rollout {
  readonly counts: Counts;
  /** The prop that says the most tasks. */
  readonly countProp: string;
  readonly bounds: DeploymentBounds;
  /** How a new version takes over. */
  readonly strategy: string;
  readonly demand: ServiceDemand;
  readonly groups: readonly (GroupCapacity | undefined)[];
  /** Whether the cluster has no other group. */
  readonly isOnlyGroup: boolean;
}
