import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
} from "@aws-sdk/client-ecs";
import { clientConfig } from "./aws-clients";
import { decodedUserData, everythingWritten } from "./canary";
import type { Example } from "./example";

const MINUTES = 60_000;

/** Secrets that an example hands on without knowing them. */
export interface ExpectedSecrets {
  /** What the secrets are, from whoever keeps them. */
  readonly values: () => Promise<readonly string[]>;
  /** What tells where they are, in the synthesized JSON and in the user data. */
  readonly named: { readonly json?: readonly string[]; readonly userData?: readonly string[] };
}

/** Tests that the values of secrets are in nothing that is written, which tells only where they are. */
export function testSecrets(example: Example, secrets: ExpectedSecrets, rows = ""): void {
  test(
    `${rows}a secret is in no file, plan, state or user data, which name only where it is`,
    async () => {
      const { deployment, state } = example;
      const values = await secrets.values();
      const written = await everythingWritten(deployment, await decodedUserData(state, deployment.region));
      const { json = [], userData = [] } = secrets.named;
      const leaks = Object.entries(written).filter(([, text]) =>
        values.some((value) => text.includes(value)),
      );

      expect(values.every((value) => value.length >= 8)).toBe(true);
      expect(json.filter((name) => !written.json.includes(name))).toEqual([]);
      expect(userData.filter((name) => !written.userData.includes(name))).toEqual([]);
      expect(leaks).toEqual([]);
    },
    3 * MINUTES,
  );
}

/** Tests that Terraform finds everything as it has made it. */
export function testSecondPlan(example: Example): void {
  test(
    "a second plan is empty",
    async () => {
      await expect(example.deployment.plan(...example.versions)).resolves.toEqual([]);
    },
    3 * MINUTES,
  );
}

/** Tests that a new version of one service is brought out and nothing else is changed. */
export function testNewVersion(
  example: Example,
  { service, variable }: { readonly service: string; readonly variable: string },
  rows = "",
): void {
  test(
    `${rows}a new version of ${service} changes its task definition and its service only`,
    async () => {
      const { deployment } = example;
      const before = await imagesByService(example);
      const changes = await example.planVersion(variable, "v2");
      await deployment.applyPlan();
      const images = before[service]?.map((image) => image.replace(/:[^:]+$/, ":v2"));

      expect(changes).toEqual(["aws_ecs_service update", "aws_ecs_task_definition replace"]);
      expect(images).not.toEqual(before[service]);
      await expect(imagesByService(example)).resolves.toEqual({ ...before, [service]: images });
      await expect(deployment.plan(...example.versions)).resolves.toEqual([]);
    },
    6 * MINUTES,
  );
}

/** Tests that an example can be taken away as a whole. */
export function testDestroy(example: Example): void {
  test(
    "destroy leaves nothing",
    async () => {
      await example.deployment.destroy();

      await expect(example.deployment.resources()).resolves.toEqual([]);
      await expect(clustersAndGroups(example)).resolves.toEqual([]);
    },
    6 * MINUTES,
  );
}

/** What ECS runs for each service. */
async function imagesByService({ deployment, state }: Example): Promise<Record<string, string[]>> {
  const client = new ECSClient({ ...clientConfig(), region: deployment.region });
  const entries = state.list("aws_ecs_service").map(async ({ name, cluster }) => {
    const { services } = await client.send(
      new DescribeServicesCommand({ cluster: String(cluster), services: [String(name)] }),
    );
    const { taskDefinition } = await client.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: services?.[0]?.taskDefinition }),
    );
    const images = (taskDefinition?.containerDefinitions ?? []).map(({ image }) => image ?? "");
    return [String(name), images] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** The clusters and Auto Scaling groups of the example that there are still. */
async function clustersAndGroups({ deployment, state }: Example) {
  const config = { ...clientConfig(), region: deployment.region };
  const { clusters = [] } = await new ECSClient(config).send(
    new DescribeClustersCommand({ clusters: state.all("aws_ecs_cluster", "name") }),
  );
  const { AutoScalingGroups = [] } = await new AutoScalingClient(config).send(
    new DescribeAutoScalingGroupsCommand({
      AutoScalingGroupNames: state.all("aws_autoscaling_group", "name"),
    }),
  );
  return [...clusters.filter(({ status }) => status !== "INACTIVE"), ...AutoScalingGroups];
}
