import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import { type Checks, logRetention, rules } from "../../core";
import { systemLogsScript } from "./system-logs-script";
import type { UserDataStep } from "./user-data-step";

/** Logs of the instances themselves in CloudWatch. */
export interface SystemLogsProps {
  /**
   * What the names of the log groups begin with: `<prefix>/<group>/var/log/…`; unique in the region of the account.
   * @default the cluster's name
   */
  readonly cloudwatchPrefix?: string;
  /** Days that logs are kept. @default 30 */
  readonly retentionDays?: number;
  /** The customer's key that encrypts them; its policy must let CloudWatch Logs use it. @default CloudWatch's own key */
  readonly kmsKeyArn?: string;
}

/**
 * The six system logs of a group's instances: kernel, messages, Docker, and the ECS agent's three.
 *
 * Makes six `aws_cloudwatch_log_group` and the user-data step that installs the CloudWatch agent.
 */
export class SystemLogs extends Construct {
  /** Installs the agent; it may write to these log groups and no other. */
  readonly userDataStep: UserDataStep;

  constructor(
    scope: Construct,
    id: string,
    props: SystemLogsProps & { clusterName: string; groupName: string; region: string },
  ) {
    super(scope, id);
    const { cloudwatchPrefix = props.clusterName, retentionDays = 30, kmsKeyArn, groupName, region } = props;

    const groups = SYSTEM_LOGS.map((file) => {
      return new CloudwatchLogGroup(this, file.slice(1).replaceAll("/", "-"), {
        name: `${cloudwatchPrefix}/${groupName}${file}`,
        retentionInDays: retentionDays,
        kmsKeyId: kmsKeyArn,
      });
    });
    const prefix = `${cloudwatchPrefix}/${groupName}`;
    this.userDataStep = {
      name: "system-logs",
      script: systemLogsScript(SYSTEM_LOGS, prefix, region),
      packages: ["amazon-cloudwatch-agent", "rsyslog", "rsyslog-logrotate"],
      permissions: [
        {
          actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          resources: groups.map(({ arn }) => `${arn}:*`),
        },
      ],
    };
  }
}

/** Checks the settings of the system logs. */
export function checkSystemLogs(c: Checks, props: SystemLogsProps): void {
  c.each(props, { cloudwatchPrefix: PREFIX, retentionDays: logRetention, kmsKeyArn: rules.kmsKeyArn });
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/logs.html, and what Amazon Linux 1 and 2 wrote. */
const SYSTEM_LOGS = [
  "/var/log/dmesg",
  "/var/log/messages",
  "/var/log/docker",
  "/var/log/ecs/ecs-init.log",
  "/var/log/ecs/ecs-agent.log",
  "/var/log/ecs/audit.log",
];

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
const PREFIX = rules.text(
  /^[\w./#-]{1,400}$/,
  "1 to 400 letters, digits and the characters . _ / # -",
  "choose another prefix",
);
