import { type FlowLogsSettings, Vpc } from "../../modules/vpc";
import { policyStatements } from "../support/policy-statements";
import { refusalOf, synthesize, type SynthesizedStack } from "../support/synth";

function withFlowLogs(flowLogs: FlowLogsSettings | undefined): SynthesizedStack {
  return synthesize((stack) => {
    new Vpc(stack, "vpc", {
      name: "main",
      cidrBlock: "10.1.0.0/16",
      zones: ["eu-west-1a", "eu-west-1b"],
      flowLogs,
    });
  });
}

describe("flow logs", () => {
  test("are not kept unless they are asked for", () => {
    expect(withFlowLogs(undefined).resources("aws_flow_log")).toEqual({});
  });

  test("record all traffic of the VPC for 30 days", () => {
    const stack = withFlowLogs({});
    expect(stack.only("aws_flow_log")).toMatchObject({ traffic_type: "ALL" });
    expect(stack.only("aws_cloudwatch_log_group")).toMatchObject({
      name: "/vpc/main/flow-logs",
      retention_in_days: 30,
    });
  });

  test("come from a role that the service assumes for this account and that may write to this log group only", () => {
    const stack = withFlowLogs({ retentionDays: 7 });
    const [group = ""] = Object.keys(stack.resources("aws_cloudwatch_log_group"));
    const arn = `\${aws_cloudwatch_log_group.${group}.arn}`;
    const account = `\${element(split(':', aws_cloudwatch_log_group.${group}.arn), 4)}`;

    expect(policyStatements(stack.only("aws_iam_role_policy").policy)).toEqual([
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resource: [arn, `${arn}:*`],
      },
      { Effect: "Allow", Action: ["logs:DescribeLogGroups"], Resource: ["*"] },
    ]);
    expect(policyStatements(stack.only("aws_iam_role").assume_role_policy)).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "vpc-flow-logs.amazonaws.com" },
        Action: ["sts:AssumeRole"],
        Condition: {
          StringEquals: { "aws:SourceAccount": account },
          ArnLike: { "aws:SourceArn": `arn:aws:ec2:eu-west-1:${account}:vpc-flow-log/*` },
        },
      },
    ]);
  });

  test("are encrypted with a key of the account on demand", () => {
    const kmsKeyArn = "arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";
    expect(withFlowLogs({ kmsKeyArn }).only("aws_cloudwatch_log_group").kms_key_id).toBe(kmsKeyArn);
    expect(withFlowLogs({}).only("aws_cloudwatch_log_group")).not.toHaveProperty("kms_key_id");
  });

  test("fails when their key is given by an alias", () => {
    const kmsKeyArn = "arn:aws:kms:eu-west-1:123456789012:alias/logs";
    expect(refusalOf(() => withFlowLogs({ kmsKeyArn }))).toBe(
      `test/vpc: 'flowLogs.kmsKeyArn' must be the ARN of a key, got "${kmsKeyArn}"; an alias does not do, since policies know keys only`,
    );
  });

  test("fails when they are to be kept for a number of days that CloudWatch does not know", () => {
    expect(refusalOf(() => withFlowLogs({ retentionDays: 31 }))).toBe(
      "test/vpc: 'flowLogs.retentionDays' must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400," +
        " 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, got 31; take the next longer one",
    );
  });
});

test("[S5.1] a VPC has DNS host names, an internet gateway, and an empty default security group", () => {
  const stack = withFlowLogs(undefined);
  expect(stack.only("aws_vpc")).toMatchObject({ enable_dns_hostnames: true, enable_dns_support: true });
  expect(stack.only("aws_internet_gateway")).toMatchObject({ tags: { Name: "main" } });
  const { ingress, egress } = stack.only("aws_default_security_group");
  expect([ingress, egress]).toEqual([undefined, undefined]);
});

test("flow logs fail when the VPC has a name that no log group can be named after", () => {
  expect(
    refusalOf(() =>
      synthesize((stack) => {
        const zones = ["eu-west-1a", "eu-west-1b"];
        new Vpc(stack, "vpc", { name: "my net", cidrBlock: "10.1.0.0/16", zones, flowLogs: {} });
      }),
    ),
  ).toBe(
    "test/vpc/flow-logs: 'name' must be 1 to 128 letters, digits and characters of _.- with flow logs, got \"my net\"; choose another name for the VPC",
  );
});
