/** How a Compose file is carried over. */
export interface ComposeOptions {
  /**
   * `together`: one task with a container for each service, which call each other by links. `separate`: a task of its own
   * for each service, which can be scaled alone, but calls others by addresses that it is given.
   * @default "together"
   */
  readonly services?: "together" | "separate";
  /**
   * `dynamic`: ECS picks a free port of the instance, so that many projects fit on it. `as-written`: the ports of the
   * file, once on each instance.
   * @default "dynamic"
   */
  readonly hostPorts?: "dynamic" | "as-written";
  /** Profiles that are active; services of others are left out. @default the variable COMPOSE_PROFILES, or none */
  readonly profiles?: readonly string[];
}

/** How to ask for the other ways, as a flag of `npm run compose -- up` and as an option. */
export const SEPARATE = 'add --separate (services: "separate")';
export const FIXED_PORTS = 'add --fixed-ports (hostPorts: "as-written")';
