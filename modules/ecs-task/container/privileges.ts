import { rules } from "../../core";
import type { Facet } from "./facet";

export interface PrivilegeProps {
  /** Whether it has all rights on the instance; for system containers only. @default false */
  readonly privileged?: boolean;
  /** Whether its standard input stays open, as `docker run -i` has it. @default false */
  readonly interactive?: boolean;
  /** Whether it has a terminal, as `docker run -t` has it. @default false */
  readonly pseudoTerminal?: boolean;
  /** Whether a small init process passes signals on and reaps zombies. @default false; true with ECS Exec */
  readonly initProcessEnabled?: boolean;
  /** Rights on the kernel that are added to Docker's, e.g. `NET_ADMIN`, or taken away. @default Docker's */
  readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
  /** Size of `/dev/shm`, at least 1. @default Docker's: 64 */
  readonly sharedMemoryMiB?: number;
}

export const privileges: Facet<PrivilegeProps> = {
  check(c, props) {
    c.each<PrivilegeProps>(props, {
      sharedMemoryMiB: rules.integer(1, 25_165_824, "leave it out for Docker's 64"),
    });
  },
  render: ({ privileged, interactive, pseudoTerminal, ...props }, { execEnabled }) => ({
    privileged,
    interactive,
    pseudoTerminal,
    linuxParameters: whole({
      // A shell leaves processes behind, which somebody must reap.
      initProcessEnabled: props.initProcessEnabled ?? (execEnabled || undefined),
      capabilities: props.capabilities,
      sharedMemorySize: props.sharedMemoryMiB,
    }),
  }),
};

/** The object, unless nothing in it is given. */
function whole(values: object): object | undefined {
  return Object.values(values).some((value) => value !== undefined) ? values : undefined;
}
