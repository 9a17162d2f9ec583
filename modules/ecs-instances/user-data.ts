export interface UserDataInput {
  readonly clusterName: string;
}

/**
 * The script that an instance runs at its first boot: it tells the ECS agent which cluster to join, and how.
 * Settings: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
export function userData({ clusterName }: UserDataInput): string {
  const agentConfig = {
    ECS_CLUSTER: clusterName,
    // Containers write their logs with their task's execution role, not with the instance's.
    ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE: "true",
    // A Spot instance that is taken back hands its tasks over first.
    ECS_ENABLE_SPOT_INSTANCE_DRAINING: "true",
  };
  const lines = Object.entries(agentConfig).map(([name, value]) => `${name}=${value}`);
  return ["#!/bin/bash", "cat >> /etc/ecs/ecs.config <<'EOF'", ...lines, "EOF", ""].join("\n");
}
