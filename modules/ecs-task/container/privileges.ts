import { rules } from "../../core";
import type { Facet } from "./facet";

/**
 * A device of the instance that a container has.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Device.html
 */
export interface Device {
  /** E.g. `/dev/fuse`. */
  readonly hostPath: string;
  /** @default hostPath */
  readonly containerPath?: string;
  /** @default all three */
  readonly permissions?: readonly ("read" | "write" | "mknod")[];
}

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
  /** Devices of the instance; GPUs are `gpus`. @default none */
  readonly devices?: readonly Device[];
  /** Size of `/dev/shm`, at least 1. @default Docker's: 64 */
  readonly sharedMemoryMiB?: number;
}

export const privileges: Facet<PrivilegeProps> = {
  check(c, props) {
    c.each<PrivilegeProps>(props, {
      sharedMemoryMiB: rules.integer(1, 25_165_824, "leave it out for Docker's 64"),
    });
    for (const [index, device] of (props.devices ?? []).entries()) {
      c.at(`devices[${index}]`).each<Device>(device, {
        hostPath: PATH,
        containerPath: PATH,
        permissions: rules.atLeast(1, "permission", "leave it out for all three"),
      });
    }
  },
  render: ({ privileged, interactive, pseudoTerminal, ...props }, { execEnabled }) => ({
    privileged,
    interactive,
    pseudoTerminal,
    linuxParameters: whole({
      // A shell leaves processes behind, which somebody must reap.
      initProcessEnabled: props.initProcessEnabled ?? (execEnabled || undefined),
      capabilities: props.capabilities,
      devices: props.devices?.map(renderDevice),
      sharedMemorySize: props.sharedMemoryMiB,
    }),
  }),
};

/** The object, unless nothing in it is given. */
function whole(values: object): object | undefined {
  return Object.values(values).some((value) => value !== undefined) ? values : undefined;
}

function renderDevice({ hostPath, containerPath = hostPath, permissions }: Device): object {
  return { hostPath, containerPath, permissions: permissions ?? ["read", "write", "mknod"] };
}

const PATH = rules.text(/^\/dev\/\S+$/, "the path of a device", "write it like /dev/fuse");
