import { type Checks, rules } from "../../core";
import { agentConfig, type AgentProps, checkAgentProps } from "./agent-config";
import {
  type EcsConfigObject,
  ecsConfigStep,
  type RegistryCredentials,
  registryCredentialsStep,
} from "./agent-steps";
import type { SystemContainer } from "./system-container";
import { checkSystemContainers } from "./system-container-checks";
import { systemContainersStep } from "./system-container-units";
import { MAX_USER_DATA_BYTES, userData, userDataBytes } from "./user-data";
import type { UserDataStep } from "./user-data-step";

/** What the instances of a group do at their first boot. */
export interface BootProps extends AgentProps {
  /** Settings of the agent that are in S3; those made here win. @default none */
  readonly ecsConfig?: EcsConfigObject;
  /** Credentials of private registries, for every task; better is `secrets` of one task. @default none */
  readonly registryCredentials?: RegistryCredentials;
  /** Started at boot on every instance, and again whenever they end. @default none */
  readonly systemContainers?: readonly SystemContainer[];
  /** What else happens at boot, in this order. @default nothing */
  readonly userDataSteps?: readonly UserDataStep[];
  /**
   * Bash that runs as root after all else and before the instance joins the cluster; a command that fails keeps it
   * out (`|| true` lets one fail). @default none
   */
  readonly customUserData?: string;
}

/** What instances know about where they are. */
export interface BootContext {
  readonly clusterName: string;
  readonly region: string;
  readonly partition: string;
  /** Done before what the props ask for. */
  readonly firstSteps: readonly UserDataStep[];
}

/** User data, and the steps that it takes. */
export interface Boot {
  readonly script: string;
  readonly steps: readonly UserDataStep[];
}

/** Works out what instances do at boot. */
export function planBoot(
  props: BootProps,
  { clusterName, region, partition, firstSteps }: BootContext,
): Boot {
  const { ecsConfig, registryCredentials, systemContainers = [], userDataSteps = [], customUserData } = props;
  const steps = [
    ...firstSteps,
    ...(ecsConfig === undefined ? [] : [ecsConfigStep(ecsConfig, partition)]),
    ...(registryCredentials === undefined ? [] : [registryCredentialsStep(registryCredentials)]),
    ...(systemContainers.length === 0 ? [] : [systemContainersStep(systemContainers, region)]),
    ...userDataSteps,
    ...(customUserData === undefined ? [] : [{ name: "custom-user-data", script: customUserData }]),
  ];
  return {
    script: userData({ clusterName, region, agentConfig: agentConfig(props, systemContainers), steps }),
    steps,
  };
}

/** Checks what a user asks instances to do at boot. */
export function checkBootProps(c: Checks, props: BootProps): void {
  const { systemContainers = [], userDataSteps = [] } = props;
  checkAgentProps(c, props);
  checkSystemContainers(c, systemContainers);
  for (const [index, { name, packages }] of userDataSteps.entries()) {
    const step = c.at(`userDataSteps[${index}]`);
    step.known({ name, packages });
    step.value("name", name, STEP_NAME);
  }
}

/** Checks that user data is not longer than EC2 takes. */
export function checkLength(c: Checks, { script, steps }: Boot): void {
  const [largest] = [...steps].sort((a, b) => userDataBytes(b.script) - userDataBytes(a.script));
  const bytes = userDataBytes(script);
  c.require(() => bytes <= MAX_USER_DATA_BYTES, {
    prop: "userData",
    must: `have at most ${MAX_USER_DATA_BYTES} bytes`,
    got: bytes,
    hint: `shorten step '${largest?.name ?? "none"}', or let it fetch its script from S3 or an image`,
  });
}

const STEP_NAME = rules.text(
  /^[a-z][a-z0-9-]*$/,
  "lowercase letters, digits and hyphens",
  "choose another name",
);
