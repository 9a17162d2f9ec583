import { createHash } from "node:crypto";
import type { PlanJson } from "../../tools/terraform/plan-json";
import { Deployment } from "../e2e/support/deployment";
import { describeE2e } from "../e2e/support/describe-e2e";
import { issuedCertificate } from "../e2e/support/issued-certificate";
import { ownLocalAws } from "../e2e/support/own-local-aws";
import { somebodysVpc } from "../e2e/support/somebodys-vpc";

const MINUTES = 60_000;
const FILE = "examples/compose/docker-compose.yml";
const CERTIFICATE_ARN = "arn:aws:acm:eu-west-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef";

/** The names are those of the environment and the examples, which other files deploy. */
const startLocalAws = ownLocalAws();

/** A stack that commit ed99123 has deployed, and is planned by the program of today. */
interface Upgrade {
  /** Its name in `fixtures/ed99123/`. */
  readonly stack: string;
  readonly program: string;
  readonly context?: Readonly<Record<string, string>>;
  /** Ids of the local AWS by those of the fixture. */
  readonly ids?: Readonly<Record<string, string>>;
  /** What is destroyed and not made anew: CHANGELOG.md says why. @default nothing */
  readonly goes?: readonly string[];
}

describeE2e("what commit ed99123 has deployed to the local AWS", () => {
  upgradeTest("the default environment", () => [
    {
      stack: "acc",
      program: "main.ts",
      // A service that scales aims at CPU only.
      goes: ["aws_appautoscaling_policy.app_scaling_memory_CB80CA8E"],
    },
  ]);
});

const examples = process.env.UPGRADE_EXAMPLES === undefined ? describe.skip : describeE2e;
examples(
  "what commit ed99123 has deployed to the local AWS (with UPGRADE_EXAMPLES=1 only: 5 minutes)",
  () => {
    upgradeTest("the example boot", () => [
      { stack: "boot", program: "examples/boot/main.ts", context: { region: "eu-west-3" } },
    ]);

    upgradeTest("the example compose, and a branch", () => [
      { stack: "compose-cluster", program: "examples/compose/main.ts" },
      { stack: "compose-login", program: "stacks/compose/main.ts", context: { name: "login", file: FILE } },
    ]);

    upgradeTest("the example location-user", () => [
      { stack: "location-user", program: "examples/location-user/main.ts" },
    ]);

    upgradeTest("the example location-user with classic balancers", () => [
      {
        stack: "location-user-classic",
        program: "examples/location-user/main.ts",
        context: { balancer: "classic", region: "us-east-2" },
      },
    ]);

    upgradeTest("the example nodejs-app", async () => {
      const { vpcId, subnetIds } = await somebodysVpc("eu-central-1", "10.1");
      const [first = "", second = ""] = subnetIds;
      return [
        {
          stack: "nodejs-app",
          program: "examples/nodejs-app/main.ts",
          context: { vpcId, subnetIds: subnetIds.join(",") },
          ids: {
            "vpc-0123456789abcdef0": vpcId,
            "subnet-0123456789abcdef0": first,
            "subnet-0123456789abcdef1": second,
            "staging-nodejs-app-a44d6e": targetGroupName("staging-nodejs-app", vpcId),
          },
          // Step scaling removes one only while CPU and memory are low, by one alarm in place of two.
          goes: [
            "aws_cloudwatch_metric_alarm.app_scaling_alarms_cpu-low_BFED9694",
            "aws_cloudwatch_metric_alarm.app_scaling_alarms_memory-low_5A9E904C",
            "aws_cloudwatch_metric_alarm.instances_scaling_alarms_cpu-low_F40D3E7C",
            "aws_cloudwatch_metric_alarm.instances_scaling_alarms_memory-low_3EEEF0B3",
          ],
        },
      ];
    });

    upgradeTest("the example ping-pong", () => [
      {
        stack: "ping-pong",
        program: "examples/ping-pong/main.ts",
        goes: [
          "aws_appautoscaling_policy.client_scaling_memory_38210498",
          "aws_appautoscaling_policy.node_scaling_memory_00F2ECAB",
        ],
      },
    ]);

    upgradeTest("the example production-ecs", async () => {
      const certificateArn = await issuedCertificate("eu-west-1");
      return [
        {
          stack: "production-ecs",
          program: "examples/production-ecs/main.ts",
          context: { certificateArn },
          ids: { [CERTIFICATE_ARN]: certificateArn },
          goes: ["aws_appautoscaling_policy.web_scaling_memory_4BE59B62"],
        },
      ];
    });
  },
);

/** They mostly wait, so they run at the same time. */
function upgradeTest(
  title: string,
  upgradesOf: () => readonly Upgrade[] | Promise<readonly Upgrade[]>,
): void {
  test.concurrent(
    `${title} is upgraded in place: only task definitions are replaced, and a second plan is empty`,
    async () => {
      await startLocalAws();
      const upgrades = await upgradesOf();
      const deployments: Deployment[] = [];
      const deployment = async (program: string, context: Upgrade["context"]) => {
        const made = await Deployment.of(program, context);
        deployments.push(made);
        return made;
      };
      try {
        for (const { stack, ids } of upgrades) {
          const then = await deployment("__tests__/long/programs/deployed-then.ts", { stack, ...ids });
          await then.apply();
        }
        for (const { stack, program, context, goes = [] } of upgrades) {
          const now = await deployment(program, context);
          await now.plan();
          const gone = await whatGoes(now);
          await now.applyPlan();

          expect({ stack, gone, next: await now.plan() }).toEqual({ stack, gone: goes, next: [] });
        }
      } finally {
        await Promise.all(deployments.map((one) => one.remove()));
      }
    },
    12 * MINUTES,
  );
}

/** The addresses of what the last plan destroys, alone or to make it anew, beside task definitions. */
async function whatGoes(deployment: Deployment): Promise<string[]> {
  const { resource_changes = [] } = JSON.parse(await deployment.planJson()) as PlanJson;
  return resource_changes
    .filter(({ change }) => change.actions.includes("delete"))
    .filter(({ type, change }) => type !== "aws_ecs_task_definition" || !change.actions.includes("create"))
    .map(({ address }) => address)
    .sort();
}

/** As ed99123 named a target group in an existing VPC: with a hash of all that makes AWS replace it. */
function targetGroupName(prefix: string, vpcId: string): string {
  const replacedBy = [prefix, "8080", "HTTP", "HTTP1", "instance", vpcId].join("|");
  return `${prefix}-${createHash("sha256").update(replacedBy).digest("hex").slice(0, 6)}`;
}
