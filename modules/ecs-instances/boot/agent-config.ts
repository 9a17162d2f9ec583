import { type Checks, isKnown, rules } from "../../core";
import type { SystemContainer } from "./system-container";

/** Settings of the ECS agent of a group. */
export interface AgentProps {
  /**
   * Log drivers that tasks may use, besides `json-file`, `awslogs` and `none`; FireLens needs `awsfirelens` and
   * `fluentd`. @default the image's own list
   */
  readonly loggingDrivers?: readonly string[];
  /** Attributes of the instances that placement constraints can ask for. @default none */
  readonly instanceAttributes?: Readonly<Record<string, string>>;
  /** Memory that ECS leaves alone, besides that of system containers; at least 0. @default 0 */
  readonly reservedMemoryMiB?: number;
  /**
   * Other settings by name, e.g. `{ ECS_IMAGE_PULL_BEHAVIOR: "once" }`; they win over those made here.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
   * @default none
   */
  readonly agentConfig?: Readonly<Record<string, string>>;
}

/** The agent's settings by name. */
export type AgentConfig = Readonly<Record<string, string>>;

/** Works out the settings of the agent from the props of a group, beyond those that every group has. */
export function agentConfig(
  props: AgentProps,
  systemContainers: readonly SystemContainer[],
  gpu: boolean,
): AgentConfig {
  const { loggingDrivers, instanceAttributes, reservedMemoryMiB = 0 } = props;
  const memory = systemContainers.reduce((sum, { memoryMiB = 0 }) => sum + memoryMiB, reservedMemoryMiB);
  const tcpPorts = hostPorts(systemContainers, "tcp");
  const udpPorts = hostPorts(systemContainers, "udp");
  return {
    ...(loggingDrivers && {
      ECS_AVAILABLE_LOGGING_DRIVERS: JSON.stringify([...new Set([...LOGGING_DRIVERS, ...loggingDrivers])]),
    }),
    ...(instanceAttributes && { ECS_INSTANCE_ATTRIBUTES: JSON.stringify(instanceAttributes) }),
    ...(memory > 0 && { ECS_RESERVED_MEMORY: String(memory) }),
    ...(tcpPorts.length > 0 && { ECS_RESERVED_PORTS: JSON.stringify([...RESERVED_PORTS, ...tcpPorts]) }),
    ...(udpPorts.length > 0 && { ECS_RESERVED_PORTS_UDP: JSON.stringify(udpPorts) }),
    ...(gpu && { ECS_ENABLE_GPU_SUPPORT: "true" }),
    ...props.agentConfig,
  };
}

/** The attributes that the agent gives its instance; `undefined` where `agentConfig` says them. */
export function attributesBy({
  instanceAttributes = {},
  agentConfig: settings = {},
}: AgentProps): Readonly<Record<string, string | undefined>> | undefined {
  if (settings.ECS_INSTANCE_ATTRIBUTES !== undefined) {
    return undefined;
  }
  const attributes = Object.entries(instanceAttributes);
  return Object.fromEntries(attributes.map(([name, value]) => [name, isKnown(value) ? value : undefined]));
}

/** What the agent leaves to others: memory, and ports such as `22/tcp`. */
export function reservedBy(config: AgentConfig): { readonly memoryMiB: number; readonly ports: string[] } {
  const { ECS_RESERVED_MEMORY = "0", ECS_RESERVED_PORTS, ECS_RESERVED_PORTS_UDP = "" } = config;
  const numbers = (list: string) => list.match(/\d+/g) ?? [];
  const tcp = ECS_RESERVED_PORTS === undefined ? RESERVED_PORTS : numbers(ECS_RESERVED_PORTS);
  return {
    memoryMiB: Number(/^\d+$/.exec(ECS_RESERVED_MEMORY)?.[0] ?? 0),
    ports: [
      ...tcp.map((port) => `${port}/tcp`),
      ...numbers(ECS_RESERVED_PORTS_UDP).map((port) => `${port}/udp`),
    ],
  };
}

function hostPorts(containers: readonly SystemContainer[], kind: "tcp" | "udp"): number[] {
  return containers
    .flatMap(({ ports = [] }) => ports)
    .filter(({ protocol = "tcp" }) => protocol === kind)
    .map(({ containerPort, hostPort = containerPort }) => hostPort);
}

/** Checks the agent's settings that a user gave. */
export function checkAgentProps(c: Checks, props: AgentProps): void {
  const {
    loggingDrivers = [],
    instanceAttributes = {},
    reservedMemoryMiB,
    agentConfig: settings = {},
  } = props;
  c.known({
    loggingDrivers,
    instanceAttributes: Object.keys(instanceAttributes),
    reservedMemoryMiB,
    agentConfig: Object.keys(settings),
  });
  c.each(props, { reservedMemoryMiB: rules.integer(0, MAX_MEMORY_MIB, "reserve what other programs need") });
  for (const [index, driver] of loggingDrivers.entries()) {
    c.value(`loggingDrivers[${index}]`, driver, DRIVER);
  }
  for (const [name, value] of Object.entries(settings)) {
    c.value("agentConfig", name, SETTING);
    c.value("agentConfig", name, NO_SECRET);
    c.value(`agentConfig.${name}`, value, ONE_LINE);
  }
}

/** Of the largest instances that there are, 24 TiB. https://docs.aws.amazon.com/ec2/latest/instancetypes/mo.html */
const MAX_MEMORY_MIB = 25_165_824;

/** Services log with awslogs by default; the two others cost nothing. */
const LOGGING_DRIVERS = ["json-file", "awslogs", "none"];
/** The agent's own default: SSH, Docker and the agent itself. */
const RESERVED_PORTS = [22, 2375, 2376, 51678, 51679, 51680];

const SECRET_SETTINGS = ["ECS_ENGINE_AUTH_DATA", "ECS_ENGINE_AUTH_TYPE", "AWS_SECRET_ACCESS_KEY"];
const NO_SECRET = {
  must: "not hold credentials, which would be in user data and in state",
  isMet: (name: string) => !SECRET_SETTINGS.includes(name),
  hint: "use 'registryCredentials'",
};
const DRIVER = rules.oneOf(
  ["awsfirelens", "awslogs", "fluentd", "gelf", "journald", "json-file", "none", "splunk", "syslog"],
  "see the agent's ECS_AVAILABLE_LOGGING_DRIVERS",
);
const SETTING = rules.text(
  /^(?!ECS_CLUSTER$)[A-Z][A-Z0-9_]*$/,
  "named like settings other than ECS_CLUSTER",
  "write them like ECS_LOGLEVEL",
);
const ONE_LINE = rules.text(/^[^\n\r]*$/, "a single line", "the agent's file has a setting per line");
