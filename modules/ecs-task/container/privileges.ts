import { type Rule, rules } from "../../core";
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
  /**
   * Rights on the kernel that are added to Docker's, e.g. `NET_ADMIN`, or taken away; `drop: ["ALL"]` suits a program that
   * neither starts as root nor changes its user.
   * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html
   * @default Docker's, since many images begin as root, to own their files and then to change the user
   */
  readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
  /**
   * E.g. `no-new-privileges`: no program in it gets more rights than the first has, not even `sudo` and `ping`; or
   * `apparmor:<profile>`, `label:<value>`. AWS asks that the agent says it can: `ECS_SELINUX_CAPABLE` or
   * `ECS_APPARMOR_CAPABLE` in the `agentConfig` of the instances.
   * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html#ECS-Type-ContainerDefinition-dockerSecurityOptions
   * @default none
   */
  readonly dockerSecurityOptions?: readonly string[];
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
    const { capabilities: { add = [], drop = [] } = {}, dockerSecurityOptions = [] } = props;
    for (const [list, names] of Object.entries({ add, drop })) {
      for (const [index, name] of names.entries()) {
        c.value(`capabilities.${list}[${index}]`, name, CAPABILITY);
      }
    }
    for (const [index, option] of dockerSecurityOptions.entries()) {
      c.value(`dockerSecurityOptions[${index}]`, option, SECURITY_OPTION);
    }
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
    dockerSecurityOptions: props.dockerSecurityOptions,
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

const SECURITY_OPTION = rules.text(
  /^(no-new-privileges|(apparmor|label|credentialspec):.+)$/,
  "no-new-privileges, apparmor:<profile>, label:<value> or credentialspec:<file>",
  "ECS takes no other options of Docker",
);

/** Those that ECS knows: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html */
export const CAPABILITIES: readonly string[] = [
  ...[
    "ALL",
    "AUDIT_CONTROL",
    "AUDIT_WRITE",
    "BLOCK_SUSPEND",
    "CHOWN",
    "DAC_OVERRIDE",
    "DAC_READ_SEARCH",
    "FOWNER",
  ],
  ...[
    "FSETID",
    "IPC_LOCK",
    "IPC_OWNER",
    "KILL",
    "LEASE",
    "LINUX_IMMUTABLE",
    "MAC_ADMIN",
    "MAC_OVERRIDE",
    "MKNOD",
  ],
  ...["NET_ADMIN", "NET_BIND_SERVICE", "NET_BROADCAST", "NET_RAW", "SETFCAP", "SETGID", "SETPCAP", "SETUID"],
  ...[
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_CHROOT",
    "SYS_MODULE",
    "SYS_NICE",
    "SYS_PACCT",
    "SYS_PTRACE",
    "SYS_RAWIO",
  ],
  ...["SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "SYSLOG", "WAKE_ALARM"],
];

const CAPABILITY: Rule<string> = {
  must: "be a capability that ECS knows",
  isMet: (name) => CAPABILITIES.includes(name),
  hint: "write it in capitals without CAP_, e.g. NET_ADMIN",
};
