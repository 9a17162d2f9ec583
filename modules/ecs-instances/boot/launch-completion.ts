import { METADATA_FUNCTION } from "./instance-metadata";
import { shellQuote, writeFile } from "./shell";
import type { UserDataStep } from "./user-data-step";

/** The lifecycle hook that holds back an instance until its ECS agent has registered. */
export interface LaunchCompletionProps {
  readonly autoScalingGroupName: string;
  readonly lifecycleHookName: string;
  /** With wildcards for what Terraform does not know yet. */
  readonly autoScalingGroupArn: string;
  readonly region: string;
}

/** Lets an instance complete its launch once the ECS agent has registered it in the cluster. */
export function launchCompletionStep(props: LaunchCompletionProps): UserDataStep {
  return {
    name: "launch-completion",
    script: [
      writeFile(SCRIPT, "0755", completionScript(props)),
      writeFile(`/etc/systemd/system/${UNIT}`, "0644", COMPLETION_UNIT),
      "systemctl daemon-reload",
      // The agent starts after user data has ended.
      `systemctl start --no-block ${UNIT}`,
    ].join("\n"),
    permissions: [
      { actions: ["autoscaling:CompleteLifecycleAction"], resources: [props.autoScalingGroupArn] },
    ],
  };
}

const UNIT = "ecs-instance-launch.service";
const SCRIPT = "/usr/local/lib/ecs-instance/complete-launch";

const COMPLETION_UNIT = `[Unit]
Description=Complete the launch of this instance when the ECS agent has registered it
After=cloud-final.service ecs.service network-online.target

[Service]
Type=oneshot
ExecStart=${SCRIPT}
`;

/**
 * The agent's answer holds the ARN of the container instance once it has registered. The images bring no AWS CLI;
 * curl signs requests since 7.75.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-introspection.html
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CompleteLifecycleAction.html
 * https://curl.se/docs/manpage.html#--aws-sigv4
 */
function completionScript({
  autoScalingGroupName,
  lifecycleHookName,
  region,
}: LaunchCompletionProps): string {
  return `#!/bin/bash
set -euo pipefail
${METADATA_FUNCTION}

credential() {
  sed -nE "s/.*\\"$1\\" *: *\\"([^\\"]+)\\".*/\\1/p" <<<"$credentials"
}

complete() {
  local credentials instance_id domain answer
  credentials="$(metadata "iam/security-credentials/$(metadata iam/security-credentials/)")" &&
    instance_id="$(metadata instance-id)" &&
    domain="$(metadata services/domain)" || return 1
  # By standard input, since every user can see the arguments of a command.
  answer="$(
    printf 'user = "%s:%s"\\nheader = "x-amz-security-token: %s"\\n' \\
      "$(credential AccessKeyId)" "$(credential SecretAccessKey)" "$(credential Token)" |
      curl --config - -sS --max-time 30 --aws-sigv4 ${shellQuote(`aws:amz:${region}:autoscaling`)} \\
        --data Action=CompleteLifecycleAction --data Version=2011-01-01 \\
        --data-urlencode AutoScalingGroupName=${shellQuote(autoScalingGroupName)} \\
        --data-urlencode LifecycleHookName=${shellQuote(lifecycleHookName)} \\
        --data-urlencode "InstanceId=$instance_id" --data LifecycleActionResult=CONTINUE \\
        "https://autoscaling.${region}.$domain/"
  )" || return 1
  # Launched before the group had the hook, an instance waits for nothing.
  [[ "$answer" == *CompleteLifecycleActionResult* || "$answer" == *"No active Lifecycle Action"* ]] && return
  echo "$answer" >&2
  return 1
}

until curl -sS --max-time 5 http://localhost:51678/v1/metadata | grep '"ContainerInstanceArn" *: *"arn:' >/dev/null; do
  sleep 5
done
until complete; do
  sleep 10
done
`;
}
