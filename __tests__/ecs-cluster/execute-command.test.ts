import {
  type CapacityProvider,
  EcsCluster,
  type ExecuteCommand,
  ExistingCluster,
  type IEcsCluster,
} from "../../modules/ecs-cluster";
import { EcsService } from "../../modules/ecs-service";
import { instanceGroup, network } from "../support/context";
import type { SynthesizedStack } from "../support/synth";
import { refusal, synthesize } from "../support/synth";
import { container, statementsOf } from "../support/task";

const KEY = "arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";
const OTHER_KEY = KEY.replace("0123-", "4567-");

/** A cluster with a service whose containers people may open shells in. */
function synthesizeExec(executeCommand?: ExecuteCommand, execEnabled = true): SynthesizedStack {
  return synthesize((stack) => {
    const vpc = network(stack);
    const cluster = new EcsCluster(stack, "cluster", { name: "main", executeCommand });
    instanceGroup(stack, "default", { cluster, vpc });
    new EcsService(stack, "web", { cluster, name: "web", execEnabled, containers: [container()] });
  });
}

/** What the task may do beside opening channels. */
function records(stack: SynthesizedStack) {
  return statementsOf(stack, "task-role").filter(({ Action }) => !String(Action).startsWith("ssmmessages:"));
}

function refusedCluster(executeCommand: ExecuteCommand): string {
  return refusal((stack) => new EcsCluster(stack, "cluster", { name: "main", executeCommand }));
}

describe("the record of shells in containers", () => {
  test("goes to a log group that is kept for a year, to which tasks with ECS Exec may write", () => {
    const stack = synthesizeExec({ logGroup: {} });
    const { configuration } = stack.only("aws_ecs_cluster");
    const [logGroup = ""] = Object.keys(stack.resources("aws_cloudwatch_log_group")).filter((id) =>
      id.includes("exec"),
    );

    expect(stack.resources("aws_cloudwatch_log_group")[logGroup]).toMatchObject({
      name: "/ecs-exec/main",
      retention_in_days: 365,
    });
    expect(configuration).toEqual({
      execute_command_configuration: {
        logging: "OVERRIDE",
        log_configuration: {
          cloud_watch_log_group_name: `\${aws_cloudwatch_log_group.${logGroup}.name}`,
          cloud_watch_encryption_enabled: false,
        },
      },
    });
    expect(records(stack)).toEqual([
      { Effect: "Allow", Action: ["logs:DescribeLogGroups"], Resource: ["*"] },
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resource: [`\${aws_cloudwatch_log_group.${logGroup}.arn}:*`],
      },
    ]);
  });

  test("is encrypted with the customer's key, or the session is refused", () => {
    const stack = synthesizeExec({ logGroup: { name: "shells", retentionDays: 30, kmsKeyArn: KEY } });

    expect(stack.list("aws_cloudwatch_log_group")).toContainEqual(
      expect.objectContaining({ name: "shells", retention_in_days: 30, kms_key_id: KEY }),
    );
    expect(stack.only("aws_ecs_cluster")).toMatchObject({
      configuration: {
        execute_command_configuration: { log_configuration: { cloud_watch_encryption_enabled: true } },
      },
    });
  });

  test("goes to a bucket, where tasks may put it below its prefix, with the keys of bucket and session", () => {
    const bucket = { name: "shop-audit", prefix: "shells/main", kmsKeyArn: OTHER_KEY };
    const stack = synthesizeExec({ bucket, kmsKeyArn: KEY });

    expect(stack.only("aws_ecs_cluster").configuration).toEqual({
      execute_command_configuration: {
        kms_key_id: KEY,
        logging: "OVERRIDE",
        log_configuration: {
          cloud_watch_encryption_enabled: false,
          s3_bucket_name: "shop-audit",
          s3_key_prefix: "shells/main",
          s3_bucket_encryption_enabled: true,
        },
      },
    });
    expect(records(stack)).toEqual([
      {
        Effect: "Allow",
        Action: ["s3:GetBucketLocation", "s3:GetEncryptionConfiguration"],
        Resource: ["arn:aws:s3:::shop-audit"],
      },
      { Effect: "Allow", Action: ["s3:PutObject"], Resource: ["arn:aws:s3:::shop-audit/shells/main/*"] },
      { Effect: "Allow", Action: ["kms:GenerateDataKey"], Resource: [OTHER_KEY] },
      { Effect: "Allow", Action: ["kms:Decrypt"], Resource: [KEY] },
    ]);
  });

  test("of a bucket without prefix and key needs no more than to put objects", () => {
    const stack = synthesizeExec({ bucket: { name: "shop-audit" } });

    expect(records(stack).slice(1)).toEqual([
      { Effect: "Allow", Action: ["s3:PutObject"], Resource: ["arn:aws:s3:::shop-audit/*"] },
    ]);
  });

  test("is left to the log driver of the containers where only the session is encrypted", () => {
    const stack = synthesizeExec({ kmsKeyArn: KEY });

    expect(stack.only("aws_ecs_cluster").configuration).toEqual({
      execute_command_configuration: { kms_key_id: KEY },
    });
    expect(records(stack)).toEqual([{ Effect: "Allow", Action: ["kms:Decrypt"], Resource: [KEY] }]);
  });

  test("gives tasks without ECS Exec no permission", () => {
    expect(statementsOf(synthesizeExec({ logGroup: {} }, false), "task-role")).toEqual([]);
  });

  test("is not kept by default", () => {
    const stack = synthesizeExec();

    expect(stack.only("aws_ecs_cluster")).not.toHaveProperty("configuration");
    expect(records(stack)).toEqual([]);
  });

  test("of a cluster that is there already is what its tasks here may write", () => {
    const logGroupArn = "arn:aws:logs:eu-west-1:123456789012:log-group:shells";
    const stack = synthesize((scope) => {
      const cluster: IEcsCluster & { readonly capacityProviders: readonly CapacityProvider[] } =
        new ExistingCluster(scope, "cluster", { name: "main", executeCommand: { logGroupArn } });
      new EcsService(scope, "web", { cluster, name: "web", execEnabled: true, containers: [container()] });
    });

    expect(records(stack)[1]?.Resource).toEqual([`${logGroupArn}:*`]);
  });
});

describe("the record of shells", () => {
  test("fails when nothing is said of it", () => {
    expect(refusedCluster({})).toBe(
      "test/cluster: 'executeCommand' must have a logGroup, a bucket or a kmsKeyArn, got {}; write 'logGroup: {}' for a log group with all defaults, or leave it out",
    );
  });

  test("fails when names, days and keys are none", () => {
    const message = refusedCluster({
      logGroup: { name: "aws/exec", retentionDays: 2, kmsKeyArn: "alias/exec" },
      bucket: { name: "Audit", prefix: "/shells/", kmsKeyArn: "alias/audit" },
      kmsKeyArn: "alias/session",
    });
    const key = "must be the ARN of a key, got";
    const hint = "an alias does not do, since policies know keys only";

    expect(message.split("\n")).toEqual([
      `test/cluster: 'executeCommand.logGroup.name' must be 1 to 512 letters, digits and the characters . _ / # -, not beginning with aws/, got "aws/exec"; choose another name`,
      expect.stringMatching(
        /^test\/cluster: 'executeCommand\.logGroup\.retentionDays' must be one of 1, 3, /,
      ),
      `test/cluster: 'executeCommand.logGroup.kmsKeyArn' ${key} "alias/exec"; ${hint}`,
      `test/cluster: 'executeCommand.kmsKeyArn' ${key} "alias/session"; ${hint}`,
      `test/cluster: 'executeCommand.bucket.name' must be 3 to 63 lowercase letters, digits, hyphens and dots, beginning and ending with a letter or digit, got "Audit"; write it like shop-terraform-state`,
      `test/cluster: 'executeCommand.bucket.prefix' must be names of letters, digits and the characters . _ -, with slashes between, got "/shells/"; write it like audit/shells`,
      `test/cluster: 'executeCommand.bucket.kmsKeyArn' ${key} "alias/audit"; ${hint}`,
    ]);
  });

  test("fails when its log group has the name of a service's", () => {
    const message = refusal((stack) => {
      const vpc = network(stack);
      const cluster = new EcsCluster(stack, "cluster", {
        name: "main",
        executeCommand: { logGroup: { name: "/ecs/main/web" } },
      });
      instanceGroup(stack, "default", { cluster, vpc });
      new EcsService(stack, "web", { cluster, name: "web", containers: [container()] });
    });

    expect(message).toBe(
      "test/web: 'logGroupName' must be unique in the stack, got \"/ecs/main/web\"; 'test/cluster' has it: choose another name for the service or the task",
    );
  });
});
