import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { Construct } from "constructs";
import { check, locationOf, logRetention, rules, type Checks } from "../core";
import { IamRole } from "../iam";
import type { IVpc } from "./ivpc";

export interface FlowLogsSettings {
  /**
   * Days that records are kept, one of CloudWatch's terms (1, 3, 5, 7, 14, 30, 60, 90 … 3653).
   * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
   * @default 30
   */
  readonly retentionDays?: number;
  /** Which connections are recorded. @default "ALL" */
  readonly traffic?: "ALL" | "ACCEPT" | "REJECT";
  /**
   * ARN of the key that encrypts the log group; its policy must let CloudWatch Logs use it.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   * @default CloudWatch's own key
   */
  readonly kmsKeyArn?: string;
}

export interface FlowLogsProps extends FlowLogsSettings {
  readonly vpc: IVpc;
  /** Name of the VPC: the log group is `/vpc/<name>/flow-logs`. */
  readonly name: string;
}

/**
 * Records who connects to whom in a VPC. CloudWatch charges for what it takes in:
 * https://aws.amazon.com/cloudwatch/pricing/
 *
 * Makes `aws_flow_log`, `aws_cloudwatch_log_group` and the role that writes to it.
 */
export class FlowLogs extends Construct {
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const { vpc, name, retentionDays = 30, traffic = "ALL", kmsKeyArn } = props;
    check(this, (c) => {
      c.known({ name });
      c.value("name", name, NAME);
      checkFlowLogs(c, props);
    });

    const group = new CloudwatchLogGroup(this, "log-group", {
      name: `/vpc/${name}/flow-logs`,
      retentionInDays: retentionDays,
      kmsKeyId: kmsKeyArn,
    });
    const role = new IamRole(this, "role", {
      namePrefix: `${name}-flow-logs`,
      description: `Writes the flow logs of ${name}`,
      assumedBy: "vpc-flow-logs.amazonaws.com",
    });
    // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html, less the creation of groups
    role.assumeFor(locationOf(this, group.arn), "ec2", "vpc-flow-log/*");
    role.allow(
      {
        actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        resources: [group.arn, `${group.arn}:*`],
      },
      // AWS does not limit it to one group.
      { actions: ["logs:DescribeLogGroups"], resources: ["*"] },
    );
    new FlowLog(this, "flow-log", {
      vpcId: vpc.vpcId,
      trafficType: traffic,
      logDestination: group.arn,
      iamRoleArn: role.arn,
      tags: { Name: name },
      dependsOn: role.permissions,
    });
    this.logGroupName = group.name;
  }
}

export function checkFlowLogs(c: Checks, settings: FlowLogsSettings): void {
  c.each(settings, {
    retentionDays: logRetention,
    traffic: rules.oneOf(["ALL", "ACCEPT", "REJECT"], "record all"),
    kmsKeyArn: rules.kmsKeyArn,
  });
}

/** A log group and a role are named after it. */
const NAME = rules.text(
  /^[\w.-]{1,128}$/,
  "1 to 128 letters, digits and characters of _.- with flow logs",
  "choose another name for the VPC",
);
