import { bucketName, checkJson, type Checks, checkSize, renderedBytes, rules } from "../../core";
import type { Architecture } from "../instance-families";
import { agentConfig, type AgentProps, checkAgentProps } from "./agent-config";
import {
  type EcsConfigObject,
  ecsConfigStep,
  type RegistryCredentials,
  registryCredentialsStep,
} from "./agent-steps";
import { checkSecretSource } from "./secret-source";
import type { SystemContainer } from "./system-container";
import { checkSystemContainers } from "./system-container-checks";
import { systemContainersStep } from "./system-container-units";
import { userData } from "./user-data";
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
   * out (`|| true` lets one fail). Docker does not run yet. @default none
   */
  readonly customUserData?: string;
}

/** What instances know about where they are. */
export interface BootContext {
  readonly clusterName: string;
  readonly region: string;
  readonly partition: string;
  /** Whether the instances have GPUs of NVIDIA. */
  readonly gpu: boolean;
  /** Steps before and after those that the props ask for. */
  readonly before: readonly UserDataStep[];
  readonly after: readonly UserDataStep[];
}

/** User data, and the steps that it takes. */
export interface Boot {
  readonly script: string;
  readonly steps: readonly UserDataStep[];
}

/** Works out what instances do at boot. */
export function planBoot(props: BootProps, context: BootContext): Boot {
  const { clusterName, region, partition, gpu, before, after } = context;
  const { ecsConfig, registryCredentials, systemContainers = [], userDataSteps = [], customUserData } = props;
  const steps = [
    ...before,
    ...(ecsConfig === undefined ? [] : [ecsConfigStep(ecsConfig, partition)]),
    ...(registryCredentials === undefined ? [] : [registryCredentialsStep(registryCredentials)]),
    ...(systemContainers.length === 0 ? [] : [systemContainersStep(systemContainers, region)]),
    ...userDataSteps,
    ...(customUserData === undefined ? [] : [{ name: "custom-user-data", script: customUserData }]),
    ...after,
  ];
  return {
    script: userData({ clusterName, region, agentConfig: agentConfig(props, systemContainers, gpu), steps }),
    steps,
  };
}

/** Checks what a user asks instances to do at boot. */
export function checkBootProps(c: Checks, props: BootProps, architecture: Architecture | undefined): void {
  const { ecsConfig, registryCredentials, systemContainers = [], userDataSteps = [] } = props;
  checkAgentProps(c, props);
  if (ecsConfig !== undefined) {
    c.at("ecsConfig").each(ecsConfig, { bucket: bucketName, kmsKeyArn: rules.kmsKeyArn });
  }
  if (registryCredentials !== undefined) {
    checkSecretSource(c, "registryCredentials.secret", registryCredentials.secret);
  }
  checkSystemContainers(c, systemContainers, architecture);
  for (const [index, { name, packages, permissions, script }] of userDataSteps.entries()) {
    const step = c.at(`userDataSteps[${index}]`);
    step.known({ name, packages });
    checkJson(step, "permissions", permissions);
    step.value("name", name, STEP_NAME);
    step.value("script", script, NO_DOCKER);
  }
  c.value("customUserData", props.customUserData, NO_DOCKER);
}

/** Checks that user data is not longer than EC2 takes. */
export function checkLength(c: Checks, { script, steps }: Boot): void {
  const [largest] = [...steps].sort((a, b) => renderedBytes(b.script) - renderedBytes(a.script));
  const hint = `shorten step '${largest?.name ?? "none"}', or let it fetch its script from S3 or an image`;
  checkSize(c, "userData", "userData", renderedBytes(script), hint);
}

const STEP_NAME = rules.text(
  /^[a-z][a-z0-9-]*$/,
  "lowercase letters, digits and hyphens",
  "choose another name",
);

/**
 * On the images, Docker starts after cloud-init, whose last part user data is.
 * https://github.com/aws/amazon-ecs-agent/issues/1707
 */
const NO_DOCKER = {
  must: "not call Docker, which starts after user data has ended",
  isMet: (script: string) => !callsDocker(script),
  hint: "make it a system container, or a systemd unit with After=docker.service started with --no-block",
};

/** At the beginning of a command; an option such as `--no-block` makes `systemctl` return at once. */
function callsDocker(script: string): boolean {
  return /(^|[;&|({`]|\b(if|while|until|then|do|else|exec|sudo)\s)\s*(docker(-compose)?\s|service\s+docker\s|systemctl\s+(start|restart|enable\s+--now)\s+docker)/m.test(
    script,
  );
}
