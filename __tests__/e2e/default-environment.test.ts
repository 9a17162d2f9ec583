import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import { DescribeLaunchTemplateVersionsCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  DescribeClustersCommand,
} from "@aws-sdk/client-ecs";
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { ListSubscriptionsCommand, SNSClient } from "@aws-sdk/client-sns";
import { AppliedState } from "./support/applied-state";
import { clientConfig } from "./support/aws-clients";
import { CommandFolder } from "./support/command";
import { Deployment } from "./support/deployment";
import { describeE2e } from "./support/describe-e2e";

const MINUTES = 60_000;

describeE2e("the default environment on local AWS", () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.of("main.ts");
    await deployment.apply();
  }, 6 * MINUTES);

  afterAll(() => deployment.remove());

  test("[S1.11] ECS knows the task as it was described, in the committed version", async () => {
    const definition = await taskDefinition("acc-nodejs-app");

    expect(definition?.containerDefinitions).toEqual([
      expect.objectContaining({
        name: "nodejs-app",
        image: "igoratencompass/nodejs-app:v1",
        cpu: 1024,
        memory: 128,
        portMappings: [expect.objectContaining({ containerPort: 8080, hostPort: 8080 })],
        environment: [{ name: "ENVIRONMENT", value: "acc" }],
        logConfiguration: {
          logDriver: "awslogs",
          options: {
            "awslogs-group": "/ecs/acc/nodejs-app",
            "awslogs-region": "eu-west-1",
            "awslogs-stream-prefix": "nodejs-app",
          },
        },
      }),
    ]);
  });

  test("[S1.12] ECS runs two tasks of the service behind the load balancer", async () => {
    const service = await ecsService();

    expect(service).toMatchObject({
      desiredCount: 2,
      loadBalancers: [{ containerName: "nodejs-app", containerPort: 8080 }],
    });
  });

  test("the load balancer is internal, and sends every path to the service", async () => {
    const client = new ElasticLoadBalancingV2Client(clientConfig());
    const { LoadBalancers } = await client.send(new DescribeLoadBalancersCommand({ Names: ["acc"] }));
    const balancer = LoadBalancers?.[0];
    const { Listeners } = await client.send(
      new DescribeListenersCommand({ LoadBalancerArn: balancer?.LoadBalancerArn }),
    );
    const { Rules } = await client.send(
      new DescribeRulesCommand({ ListenerArn: Listeners?.[0]?.ListenerArn }),
    );

    expect(balancer?.Scheme).toBe("internal");
    expect(Listeners?.map(({ Port, Protocol }) => ({ Port, Protocol }))).toEqual([
      { Port: 80, Protocol: "HTTP" },
    ]);
    expect(
      Rules?.map(({ Priority, Conditions, Actions }) => [
        Priority,
        Conditions?.[0]?.PathPatternConfig?.Values,
        Actions?.[0]?.Type,
      ]),
    ).toEqual([
      ["100", ["/*"], "forward"],
      ["default", undefined, "fixed-response"],
    ]);
  });

  test("[S1.2] the Auto Scaling group holds two instances of the size asked for, the oldest first to go", async () => {
    const client = new AutoScalingClient(clientConfig());
    const { AutoScalingGroups } = await client.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ["acc-default"] }),
    );
    const group = AutoScalingGroups?.[0];
    const { LaunchTemplateVersions } = await new EC2Client(clientConfig()).send(
      new DescribeLaunchTemplateVersionsCommand({
        LaunchTemplateId: group?.LaunchTemplate?.LaunchTemplateId,
      }),
    );
    const template = LaunchTemplateVersions?.[0]?.LaunchTemplateData;

    expect(group).toMatchObject({
      MinSize: 2,
      MaxSize: 3,
      DesiredCapacity: 2,
      DefaultCooldown: 300,
      HealthCheckGracePeriod: 60,
      TerminationPolicies: ["OldestLaunchTemplate", "OldestInstance"],
    });
    expect(template?.InstanceType).toBe("t2.micro");
    expect(Buffer.from(template?.UserData ?? "", "base64").toString()).toContain("\nECS_CLUSTER=acc\n");
  });

  test("[S1.15] the topic knows whom to write to", async () => {
    const { Subscriptions } = await new SNSClient(clientConfig()).send(new ListSubscriptionsCommand({}));

    expect(Subscriptions?.filter(({ TopicArn }) => TopicArn?.endsWith(":acc-alerts"))).toEqual([
      expect.objectContaining({ Protocol: "email", Endpoint: "ops@example.com" }),
    ]);
  });

  test("[S1.16] the outputs say where the service answers and what an operator needs next", async () => {
    const { outputs } = await AppliedState.of(deployment);

    expect(outputs).toEqual({
      "nodejs-app_frontend_url": expect.stringMatching(/^http:\/\/acc\S*\.elb\.amazonaws\.com$/) as string,
      autoscaling_notification_sns_topic: expect.stringMatching(
        /^arn:aws:sns:eu-west-1:\d{12}:acc-alerts$/,
      ) as string,
      app_committed_version: "v1",
      app_repository: "igoratencompass/nodejs-app",
      cluster_name: "acc",
      "nodejs-app_service_name": "nodejs-app",
      "nodejs-app_log_group": "/ecs/acc/nodejs-app",
    });
  });

  test("a second plan is empty", async () => {
    await expect(deployment.plan()).resolves.toEqual([]);
  });

  test("fails when the version is no legal tag, before anything is planned", async () => {
    await expect(deployment.plan("-var", "app_version=v 2")).rejects.toThrow(
      'app_version must be a legal image tag or a digest "sha256:" with 64',
    );
  });

  test("[S1.18] a new version replaces one task definition, keeps the old one, and updates one service", async () => {
    const bump = await deployment.plan("-var", "app_version=v2");
    await deployment.applyPlan();
    const running = (await ecsService())?.taskDefinition;

    expect(bump).toEqual(["aws_ecs_service update", "aws_ecs_task_definition replace"]);
    expect((await taskDefinition(running))?.containerDefinitions?.[0]?.image).toBe(
      "igoratencompass/nodejs-app:v2",
    );
    expect((await taskDefinition("acc-nodejs-app:1"))?.status).toBe("ACTIVE");
  });

  test(
    "the commands for operators find the service by the state, and tell what AWS says of it",
    async () => {
      const folder = new CommandFolder("main.ts");
      try {
        const json = async (line: string) => {
          const { code, stdout, stderr } = await folder.run(`${line} --json`);
          expect({ line, code, stderr }).toEqual({ line, code: 0, stderr: "" });
          return JSON.parse(stdout === "" ? "[]" : stdout) as unknown;
        };
        const service = { key: "app", name: "nodejs-app", cluster: "acc", region: "eu-west-1" };
        const revision = (await ecsService())?.taskDefinition?.split("/").at(-1);

        expect(await json("wait")).toEqual([{ ...service, rollout: { state: "steady" } }]);
        expect(await json("status app")).toMatchObject([
          { ...service, revision, desired: 2, images: [{ container: "nodejs-app", version: "v2" }] },
        ]);
        expect(await json("revisions app --limit 2")).toMatchObject([
          { revision, images: [{ version: "v2" }], runs: true },
          { images: [{ version: "v1" }], runs: false },
        ]);
        expect(await json("tasks")).toEqual(expect.any(Array));
        expect(await json("logs")).toEqual([]);
        expect(await json("verify")).toEqual(
          expect.arrayContaining([
            expect.objectContaining({ check: "image", result: "not checked" }),
            expect.objectContaining({ check: "port", result: "ok", subject: "nodejs-app:8080" }),
            expect.objectContaining({ check: "role", result: "ok" }),
            expect.objectContaining({ check: "room" }),
          ]),
        );
      } finally {
        folder.remove();
      }
    },
    4 * MINUTES,
  );

  test(
    "destroy leaves nothing",
    async () => {
      await deployment.destroy();
      const { clusters } = await new ECSClient(clientConfig()).send(
        new DescribeClustersCommand({ clusters: ["acc"] }),
      );

      await expect(deployment.resources()).resolves.toEqual([]);
      expect(clusters?.filter(({ status }) => status !== "INACTIVE")).toEqual([]);
    },
    4 * MINUTES,
  );
});

async function ecsService() {
  const { services } = await new ECSClient(clientConfig()).send(
    new DescribeServicesCommand({ cluster: "acc", services: ["nodejs-app"] }),
  );
  return services?.[0];
}

async function taskDefinition(name: string | undefined) {
  const { taskDefinition: definition } = await new ECSClient(clientConfig()).send(
    new DescribeTaskDefinitionCommand({ taskDefinition: name }),
  );
  return definition;
}
