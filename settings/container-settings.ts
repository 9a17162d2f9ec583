import type { ContainerProps } from "../modules/ecs-task";
import type { VariableNames } from "../modules/rds";
import type { ByName } from "./by-name";

/** A container of a service or task. */
export interface ContainerSettings extends ByName<Omit<ContainerProps, "name" | "image">> {
  /** @default of the first container, the name of the service or task; others need one */
  readonly name?: string;
  /** With its tag or digest. @default the image of the service's `repository`, in the version that is asked for */
  readonly image?: string;
  /**
   * A database of the environment: its address and credentials become environment variables of the container.
   * @default none
   */
  readonly database?: string | DatabaseAccess;
}

/** A database, and what the container calls what it needs to connect. */
export interface DatabaseAccess {
  /** Its name in `databases`, for a user of its own with the user behind it: `main.orders`. */
  readonly name: string;
  /** @default DB_HOST, DB_PORT, DB_NAME, DB_USER and DB_PWD */
  readonly variables?: VariableNames;
}
