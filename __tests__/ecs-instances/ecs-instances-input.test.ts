import { type TerraformStack, TerraformVariable } from "cdktf";
import { EcsCluster } from "../../modules/ecs-cluster";
import type { EcsInstances, EcsInstancesProps } from "../../modules/ecs-instances";
import { type IVpc, Vpc } from "../../modules/vpc";
import { instanceGroup, network } from "../support/context";
import { refusal, refusalOf, synthesize } from "../support/synth";

type Change = Partial<Omit<EcsInstancesProps, "cluster" | "vpc">>;

function addInstances(
  stack: TerraformStack,
  change: Change,
  clusterName = "main",
  vpc: IVpc = network(stack),
): EcsInstances {
  const cluster = new EcsCluster(stack, "cluster", { name: clusterName });
  return instanceGroup(stack, "default", { cluster, vpc, ...change });
}

describe("instances fail when", () => {
  const name = "1 to 32 lowercase letters, digits and hyphens";
  test.each<[string, Change, string]>([
    [
      "the name has capitals",
      { name: "Default" },
      `'name' must be ${name}, got "Default"; choose a shorter name`,
    ],
    [
      "the name is too long",
      { name: "a".repeat(33) },
      `'name' must be ${name}, got "${"a".repeat(33)}"; choose a shorter name`,
    ],
    [
      "the instance type is none",
      { instanceType: "small" },
      `'instanceType' must be an instance type, got "small"; write it like t3.small`,
    ],
    [
      "the minimum is negative",
      { minSize: -1 },
      "'minSize' must be an integer from 0 to 500, got -1; two survive the loss of one",
    ],
    [
      "the maximum is too great",
      { maxSize: 501 },
      "'maxSize' must be an integer from 1 to 500, got 501; make a second group for more",
    ],
    [
      "the minimum is above the maximum",
      { minSize: 4, maxSize: 3 },
      "'minSize' must not be greater than 'maxSize' (3), got 4; lower the minimum or raise the maximum",
    ],
    [
      "it has more tags than AWS takes",
      { tags: Object.fromEntries(Array.from({ length: 46 }, (_, index) => [`t${index}`, ""])) },
      "'tags' must be at most 45, got 46; AWS takes 50, of which some are made here",
    ],
    [
      "a tag has a key of AWS's",
      { tags: { "AWS:team": "shop" } },
      `'tags' must be a map from keys of 1 to 128 characters that do not begin with "aws:", got "AWS:team"; choose another key`,
    ],
    [
      "a tag has a value that is too long",
      { tags: { Team: "a".repeat(257) } },
      `'tags.Team' must be at most 256 characters long, got "${"a".repeat(257)}"; shorten it`,
    ],
    [
      "the image has no id",
      { ami: "amazon-linux" },
      `'ami' must be the id of an image, got "amazon-linux"; write it like ami-0123…`,
    ],
    [
      "the root volume is smaller than the images",
      { rootVolumeGiB: 29 },
      "'rootVolumeGiB' must be an integer from 30 to 16384, got 29; the images need 30",
    ],
    [
      "the grace period is longer than two hours",
      { healthCheckGracePeriodSeconds: 7201 },
      "'healthCheckGracePeriodSeconds' must be an integer from 0 to 7200, got 7201; give how long an instance takes to start",
    ],
    [
      "not even the instance could reach its metadata",
      { instanceMetadataHopLimit: 0 },
      "'instanceMetadataHopLimit' must be an integer from 1 to 64, got 0; 2 lets containers reach the instance metadata",
    ],
    [
      "the launch may take longer than AWS allows",
      { launchTimeoutSeconds: 7201 },
      "'launchTimeoutSeconds' must be an integer from 30 to 7200, got 7201; give how long an instance may take to join the cluster",
    ],
    [
      "AWS knows no such termination policy",
      { terminationPolicies: ["OldestInstance", "Cheapest"] },
      `'terminationPolicies[1]' must be a termination policy, got "Cheapest"; write it like OldestInstance`,
    ],
    [
      "the key of the volume is an alias",
      { volumeKmsKeyArn: "alias/aws/ebs" },
      `'volumeKmsKeyArn' must be the ARN of a key, got "alias/aws/ebs"; an alias does not do, since policies know keys only`,
    ],
    [
      "the image of a system container is for another architecture",
      {
        instanceType: "t4g.small",
        systemContainers: [{ name: "web", image: "web:1", architecture: "x86_64" }],
      },
      `'systemContainers[0].image' must be made for the architecture of the group (arm64), got "web:1"; it is for x86_64 only: name another image, or other instances`,
    ],
  ])("%s", (_, change, message) => {
    expect(refusal((stack) => addInstances(stack, change))).toBe(`test/default: ${message}`);
  });

  test("the name of the cluster leaves no room for that of the launch template", () => {
    const longest = "a".repeat(90);

    expect(() => synthesize((stack) => addInstances(stack, {}, longest))).not.toThrow();
    expect(refusal((stack) => addInstances(stack, {}, `${longest}a`))).toBe(
      `test/default: 'cluster' must have a name of at most 90 characters, got "${longest}a"; the name of the launch template is <cluster>-default- and a suffix: shorten one of the two`,
    );
  });

  test.each(["aws-main", "ECS", "fargate1"])("the cluster has the reserved name %s", (clusterName) => {
    expect(refusal((stack) => addInstances(stack, {}, clusterName))).toBe(
      `test/default: 'cluster' must have a name that does not begin with "aws", "ecs" or "fargate", got "${clusterName}"; the name of a capacity provider begins with it, and AWS reserves these beginnings`,
    );
  });

  test("the VPC has no way out", () => {
    const message = refusal((stack) => {
      const zones = ["eu-west-1a", "eu-west-1b"];
      const vpc = new Vpc(stack, "vpc", { name: "main", cidrBlock: "10.1.0.0/16", zones, nat: "none" });
      addInstances(stack, {}, "main", vpc);
    });
    expect(message).toBe(
      `test/default: 'vpc' must let private subnets reach ECS, got "nat: \\"none\\""; set nat to "single" or "per-zone" on the VPC, or endpoints to "ecs"`,
    );
  });
});

test("instances with several mistakes fail with a line for each", () => {
  const message = refusal((stack) =>
    addInstances(stack, {
      minSize: -1,
      ami: "image",
      spot: { onDemandBase: -1 },
      instanceRefresh: { warmupSeconds: 3601 },
      scaling: { periods: 101 },
      schedules: [{ name: "a b", recurrence: "0 24 * * *", minSize: 1 }],
      systemLogs: { retentionDays: 2 },
      reservedMemoryMiB: -1,
      systemContainers: [{ name: "Web", image: "nginx:1.27" }],
    }),
  );
  expect(message.split("\n").map((line) => / '([^']+)' /.exec(line)?.[1])).toEqual([
    "minSize",
    "ami",
    "reservedMemoryMiB",
    "systemContainers[0].name",
    "spot.onDemandBase",
    "instanceRefresh.warmupSeconds",
    "systemLogs.retentionDays",
    "schedules[0].name",
    "schedules[0].recurrence",
    "scaling.periods",
  ]);
});

describe("a value that only Terraform knows", () => {
  const container = { name: "web", image: "nginx:1.27" };
  const schedule = { name: "a", recurrence: "0 7 * * *" };

  test.each<[string, (number: number, text: string) => Change]>([
    ["the sizes", (number) => ({ minSize: number, maxSize: number })],
    ["the image", (_, ami) => ({ ami })],
    ["the volume", (rootVolumeGiB) => ({ rootVolumeGiB })],
    ["the key pair", (_, keyName) => ({ keyName })],
    ["the grace period", (healthCheckGracePeriodSeconds) => ({ healthCheckGracePeriodSeconds })],
    ["the termination policies", (_, text) => ({ terminationPolicies: [text] })],
    ["an instance refresh", (warmupSeconds) => ({ instanceRefresh: { warmupSeconds } })],
    ["the part of On-Demand", (onDemandPercentage) => ({ spot: { onDemandPercentage } })],
    ["the sizes of a schedule", (number) => ({ schedules: [{ ...schedule, minSize: number, maxSize: 3 }] })],
    ["the time of a schedule", (_, text) => ({ schedules: [{ ...schedule, recurrence: text, desired: 2 }] })],
    [
      "the prefix of log groups",
      (retentionDays, text) => ({ systemLogs: { cloudwatchPrefix: text, retentionDays } }),
    ],
    ["step scaling", (number) => ({ scaling: { periodSeconds: number, cooldownSeconds: number } })],
    ["a setting of the agent", (_, text) => ({ agentConfig: { ECS_LOGLEVEL: text } })],
    [
      "a variable of a system container",
      (_, text) => ({ systemContainers: [{ ...container, environment: { A: text } }] }),
    ],
    ["custom user data", (_, customUserData) => ({ customUserData })],
    ["a tag", (_, text) => ({ tags: { Team: text } })],
  ])("may be %s", (_, change) => {
    const stack = withVariables(change);
    expect(JSON.stringify(stack.json)).toMatch(/\$\{var\.(number|text)\}/);
    expect(JSON.stringify(stack.json)).not.toMatch(/TfToken|e\+\d{3}/);
  });

  test.each<[string, (number: number, text: string) => Change]>([
    ["name", (_, name) => ({ name })],
    ["instanceType", (_, instanceType) => ({ instanceType })],
    ["spot.instanceTypes", (_, text) => ({ spot: { instanceTypes: [text] } })],
    ["maxInstanceLifetimeDays", (maxInstanceLifetimeDays) => ({ maxInstanceLifetimeDays })],
    ["reservedMemoryMiB", (reservedMemoryMiB) => ({ reservedMemoryMiB })],
    ["loggingDrivers", (_, text) => ({ loggingDrivers: [text] })],
    ["tags", (_, text) => ({ tags: { [text]: "a" } })],
    ["schedules[0].name", (_, name) => ({ schedules: [{ ...schedule, name, minSize: 1 }] })],
    ["systemContainers[0].image", (_, image) => ({ systemContainers: [{ ...container, image }] })],
    ["systemContainers[0].memoryMiB", (memoryMiB) => ({ systemContainers: [{ ...container, memoryMiB }] })],
    ["userDataSteps[0].name", (_, name) => ({ userDataSteps: [{ name, script: "true" }] })],
  ])("fails when it is '%s', on which depends what is made", (prop, change) => {
    const message = refusalOf(() => withVariables(change));
    expect(message).toMatch(`test/default: '${prop}' must be known at synthesis, got `);
    expect(message).not.toContain("\n");
  });

  function withVariables(change: (number: number, text: string) => Change) {
    return synthesize((stack) => {
      const number = new TerraformVariable(stack, "number", { type: "number" });
      const text = new TerraformVariable(stack, "text", { type: "string" });
      addInstances(stack, change(number.numberValue, text.stringValue));
    });
  }
});
