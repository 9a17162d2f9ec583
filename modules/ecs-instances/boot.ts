import type { IConstruct } from "constructs";
import { rules, validateProp, ValidationError } from "../core";
import { agentConfig, type AgentProps, validateAgentProps } from "./agent-config";
import {
  type EcsConfigObject,
  ecsConfigStep,
  type RegistryCredentials,
  registryCredentialsStep,
} from "./agent-steps";
import type { BootStep } from "./boot-step";
import type { SystemContainer } from "./system-container";
import { systemContainersStep, validateSystemContainers } from "./system-containers";
import { MAX_USER_DATA_BYTES, userData, userDataBytes } from "./user-data";

/** What the instances of a group do at their first boot. */
export interface BootProps extends AgentProps {
  /** Settings of the agent that are in S3; those made here win. @default none */
  readonly ecsConfig?: EcsConfigObject;
  /** Credentials of private registries, for every task; better is `secrets` of one task. @default none */
  readonly registryCredentials?: RegistryCredentials;
  /** Started at boot on every instance, and again whenever they end. @default none */
  readonly systemContainers?: readonly SystemContainer[];
  /** What else happens at boot, in this order. @default nothing */
  readonly bootSteps?: readonly BootStep[];
  /**
   * Bash that runs as root after all else and before the instance joins the cluster; a command that fails keeps it
   * out (`|| true` lets one fail). @default none
   */
  readonly customUserData?: string;
}

/** User data, and what its steps may do. */
export interface Boot {
  readonly script: string;
  readonly steps: readonly BootStep[];
}

/** Works out and checks what instances do at boot; `first` is done before what the props ask for. */
export function planBoot(
  scope: IConstruct,
  props: BootProps,
  { clusterName, region, first }: { clusterName: string; region: string; first: readonly BootStep[] },
): Boot {
  const { ecsConfig, registryCredentials, systemContainers = [], bootSteps = [], customUserData } = props;
  validateAgentProps(scope, props);
  validateSystemContainers(scope, systemContainers);
  for (const [index, { name }] of bootSteps.entries()) {
    validateProp(scope, `bootSteps[${index}].name`, name, STEP_NAME);
  }
  const steps = [
    ...first,
    ...(ecsConfig === undefined ? [] : [ecsConfigStep(ecsConfig)]),
    ...(registryCredentials === undefined ? [] : [registryCredentialsStep(registryCredentials)]),
    ...(systemContainers.length === 0 ? [] : [systemContainersStep(systemContainers, region)]),
    ...bootSteps,
    ...(customUserData === undefined ? [] : [{ name: "custom-user-data", script: customUserData }]),
  ];
  const script = userData({ clusterName, region, agentConfig: agentConfig(props, systemContainers), steps });
  const bytes = userDataBytes(script);
  if (bytes > MAX_USER_DATA_BYTES) {
    const [largest] = [...steps].sort((a, b) => userDataBytes(b.script) - userDataBytes(a.script));
    throw new ValidationError(scope, {
      prop: "userData",
      must: `have at most ${MAX_USER_DATA_BYTES} bytes`,
      got: bytes,
      hint: `shorten step '${largest?.name ?? "none"}', or let it fetch its script from S3 or an image`,
    });
  }
  return { script, steps };
}

const STEP_NAME = rules.text(/^[a-z][a-z0-9-]*$/, "small letters, digits and hyphens", "choose another name");
