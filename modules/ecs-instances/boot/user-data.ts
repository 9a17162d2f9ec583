import type { AgentConfig } from "./agent-config";
import { AGENT_CONFIG_FILE } from "./agent-steps";
import { shellQuote, unusedLine } from "./shell";
import type { UserDataStep } from "./user-data-step";

export interface UserDataInput {
  readonly clusterName: string;
  /** More settings of the agent; they win over those that every group has. @default none */
  readonly agentConfig?: AgentConfig;
  /** What happens before the agent starts, in this order. */
  readonly steps: readonly UserDataStep[];
  /** Region in which the steps work. @default the instance's, as the AWS CLI finds it */
  readonly region?: string;
}

/**
 * The script that an instance runs at its first boot. It runs the steps, and at last tells the ECS agent, which
 * waits for this script to end, which cluster to join and how.
 *
 * If a step fails, the agent does not start, so the instance never completes its launch and is replaced when its
 * lifecycle hook times out. Until then somebody can look at it with Session Manager.
 */
export function userData({ clusterName, agentConfig, steps, region }: UserDataInput): string {
  const config = {
    ECS_CLUSTER: clusterName,
    // Containers write their logs with their task's execution role, not with the instance's.
    ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE: "true",
    // A Spot instance that is taken back hands its tasks over first.
    ECS_ENABLE_SPOT_INSTANCE_DRAINING: "true",
    // Tasks have roles of their own. In the other network modes it is the hop limit that keeps them from the instance's.
    ECS_AWSVPC_BLOCK_IMDS: "true",
    ...agentConfig,
  };
  const settings = Object.entries(config).map(([name, value]) => `${name}=${value}`);
  const end = unusedLine(settings.join("\n"));
  return [
    "#!/bin/bash",
    preamble(region),
    ...withPackages(steps).map(renderStep),
    `cat >> ${AGENT_CONFIG_FILE} <<'${end}'`,
    ...settings,
    end,
    "",
  ].join("\n");
}

function preamble(region: string | undefined): string {
  const settings = region === undefined ? "" : `AWS_DEFAULT_REGION=${shellQuote(region)} `;
  return `set -euo pipefail
export ${settings}AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=10
step=none
finish() {
  local status=$?
  if [ "$status" -ne 0 ]; then
    echo "User-data step $step failed with status $status: this instance does not join its cluster" |
      tee /dev/console >&2 || true
    # Without its settings the agent would join the cluster "default".
    systemctl disable --now --no-block ecs.service
  fi
}
trap finish EXIT`;
}

/** One installation for all steps: most of its time goes into reading the lists of packages. */
function withPackages(steps: readonly UserDataStep[]): readonly UserDataStep[] {
  const packages = [...new Set(steps.flatMap((step) => step.packages ?? []))].sort();
  return packages.length === 0
    ? steps
    : [{ name: "packages", script: `dnf install -y -q ${packages.map(shellQuote).join(" ")}` }, ...steps];
}

/** A subshell keeps a step's variables, options and working folder from the next one. */
function renderStep({ name, script }: UserDataStep): string {
  return `step=${shellQuote(name)}\n(\n${script.trimEnd()}\n)`;
}
