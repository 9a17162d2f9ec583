import type { Checks } from "../../core";
import type { NetworkMode } from "../network-mode";

/** What the props of one container are checked against: the task that it belongs to. */
export interface TaskContext {
  readonly networkMode: NetworkMode;
  readonly execEnabled: boolean;
  /** All containers of the task. */
  readonly containers: readonly Sibling[];
  /** The volumes of the task by name. */
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** What containers of one task say about each other. */
export interface Sibling {
  readonly name: string;
  readonly essential?: boolean;
  readonly healthCheck?: object;
}

/** What a container definition depends on beside the container's own props. */
export interface RenderContext {
  readonly networkMode: NetworkMode;
  readonly execEnabled: boolean;
  /** Where containers log unless they say otherwise. */
  readonly log: LogTarget;
}

export interface LogTarget {
  readonly logGroupName: string;
  readonly region: string;
}

/**
 * Some props of a container that belong together: how they are checked, and what they become in ECS's JSON. A new prop
 * is added to one facet, and nowhere else.
 */
export interface Facet<Props> {
  check?(c: Checks, props: Props, context: TaskContext): void;
  /** What is undefined is left out. */
  render(props: Props, context: RenderContext): object;
}
