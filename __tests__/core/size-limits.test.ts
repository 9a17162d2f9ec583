import type { TerraformStack } from "cdktf";
import { renderedBytes } from "../../modules/core";
import { EcrRepository } from "../../modules/ecr";
import { IamRole } from "../../modules/iam";
import { LogBucket } from "../../modules/log-bucket";
import { SnsTopic } from "../../modules/sns";
import { VpcEndpoints } from "../../modules/vpc";
import { network } from "../support/context";
import { service } from "../support/service";
import { refusal, synthesize } from "../support/synth";
import { container } from "../support/task";
import { clusterWithInstances } from "../support/context";

/** Text that makes a document longer: `build` is given more and more of it until it is refused. */
interface Case {
  readonly document: string;
  readonly max: number;
  readonly build: (stack: TerraformStack, length: number) => void;
  readonly message: (got: string) => string;
  /** How many bytes one more character, or one more entry, adds at most. */
  readonly step: number;
}

const documents: Case[] = [
  {
    document: "the inline policies of a role",
    max: 10_240,
    step: 1,
    build: (stack, length) => {
      const role = new IamRole(stack, "role", {
        namePrefix: "a",
        description: "a",
        assumedBy: "a.amazonaws.com",
      });
      role.allow({ actions: ["s3:GetObject"], resources: [`arn:aws:s3:::${"a".repeat(length)}`] });
    },
    message: (got) =>
      `test/role: 'permissions' must have at most 10240 bytes, got ${got}; allow fewer resources, or let what uses the role have roles of its own [ECS-LIMIT-003]`,
  },
  {
    document: "the policy of a topic",
    max: 30_720,
    step: 200,
    build: (stack, length) => {
      const topic = new SnsTopic(stack, "topic", { name: "alerts" });
      for (let number = 0; number < length / 32; number += 1) {
        topic.allowPublish(
          "cloudwatch.amazonaws.com",
          `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${number}`,
        );
      }
    },
    message: (got) =>
      `test/topic: 'policy' must have at most 30720 bytes, got ${got}; let the services publish for the whole account, with 'accountPublishers' [ECS-LIMIT-003]`,
  },
  {
    document: "the policy of a bucket for logs",
    max: 20_480,
    step: 1000,
    build: (stack, length) => {
      const bucket = new LogBucket(stack, "logs", { namePrefix: "logs" });
      for (let number = 0; number < length / 256; number += 1) {
        bucket.allowDelivery(`balancer-${number}`, "123456789012");
      }
    },
    message: (got) =>
      `test/logs: 'policy' must have at most 20480 bytes, got ${got}; open the bucket to all balancers of the account, with 'openToAccount' [ECS-LIMIT-003]`,
  },
  {
    document: "the policy of a repository",
    max: 10_240,
    step: 40,
    build: (stack, length) => {
      const pullAccounts = Array.from({ length: length / 32 }, (_, number) =>
        String(100_000_000_000 + number),
      );
      new EcrRepository(stack, "repository", { name: "shop", pullAccounts });
    },
    message: (got) =>
      `test/repository: 'pullAccounts' must have at most 10240 bytes, got ${got}; let programs of the others pull by a role of this account [ECS-LIMIT-003]`,
  },
  {
    document: "the policy of an endpoint",
    max: 20_480,
    step: 1,
    build: (stack, length) => {
      const statement = { actions: ["ecs:*"], resources: ["a".repeat(length)] };
      const policies = { ecs: [statement] };
      new VpcEndpoints(stack, "endpoints", { vpc: network(stack), name: "a", endpoints: ["ecs"], policies });
    },
    message: (got) =>
      `test/endpoints: 'policies.ecs' must have at most 20480 bytes, got ${got}; allow by fewer statements [ECS-LIMIT-003]`,
  },
  {
    document: "a task definition",
    max: 65_536,
    step: 1,
    build: (stack, length) => {
      const vpc = network(stack);
      const containers = [container({ environment: { TEXT: "a".repeat(length) } })];
      service({ stack, vpc, cluster: clusterWithInstances(stack, vpc) }, "app", { containers });
    },
    message: (got) =>
      `test/app/task: 'containers' must have at most 65536 bytes, got ${got}; keep long texts in parameters, as 'secrets', or in files of the image [ECS-LIMIT-003]`,
  },
];

/** The longest that is accepted, found by halving. */
function longestAccepted({ build, max }: Case): number {
  let [accepted, refused] = [0, max + 64];
  while (refused - accepted > 1) {
    const middle = Math.floor((accepted + refused) / 2);
    if (
      isAccepted(() =>
        synthesize((stack) => {
          build(stack, middle);
        }),
      )
    ) {
      accepted = middle;
    } else {
      refused = middle;
    }
  }
  return accepted;
}

function isAccepted(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}

describe("a document", () => {
  test.each(documents)("fails when it is longer than AWS takes, and not before: $document", (one) => {
    const length = longestAccepted(one);
    const message = refusal((stack) => {
      one.build(stack, length + 1);
    });
    const got = Number(/got (\d+)/.exec(message)?.[1]);

    expect(message).toBe(one.message(String(got)));
    expect(got).toBeGreaterThan(one.max);
    expect(got).toBeLessThanOrEqual(one.max + one.step);
  });
});

test("what Terraform fills in counts as an ARN, and letters by their bytes", () => {
  expect(renderedBytes("é${TfToken[TOKEN.12]}x${TfToken[a.b.3]}")).toBe(2 + 100 + 1 + 100);
  expect(renderedBytes("${TfToken[TOKEN.12]}", 99)).toBe(99);
});
