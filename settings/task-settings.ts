import type { PolicyStatement } from "../modules/iam";
import type { OneOffTaskProps, ScheduledTaskProps } from "../modules/scheduled-task";
import type { Acknowledgements } from "./acknowledgements";
import type { ByName } from "./by-name";
import type { ContainerSettings } from "./container-settings";

/** What the environment knows itself. */
type KnownOfTask = "cluster" | "vpc" | "name" | "containers";

/** What is run now and then and ends by itself: by somebody, or on a schedule as well. */
export type TaskSettings = OneOffTaskSettings | ScheduledTaskSettings;

interface CommonTaskSettings {
  /** Key of the service whose image the task runs, in that service's version. @default none: each container has an `image` */
  readonly service?: string;
  /** Exactly one is essential: its exit code is that of the task. */
  readonly containers: readonly ContainerSettings[];
  /** What the program may do, beside what `taskRole` may. @default nothing */
  readonly permissions?: readonly PolicyStatement[];
  /** Warnings about it that are right as they are. @default none */
  readonly acknowledge?: Acknowledgements;
}

export interface OneOffTaskSettings extends CommonTaskSettings, ByName<Omit<OneOffTaskProps, KnownOfTask>> {}

export interface ScheduledTaskSettings
  extends CommonTaskSettings, ByName<Omit<ScheduledTaskProps, KnownOfTask | "topic">> {
  /** Who is told when a run was given up: one of `topics`. @default "alerts" */
  readonly topic?: string;
}
