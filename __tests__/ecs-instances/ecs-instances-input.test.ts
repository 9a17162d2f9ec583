import type { TerraformStack } from "cdktf";
import { EcsCluster } from "../../modules/ecs-cluster";
import type { EcsInstances, EcsInstancesProps } from "../../modules/ecs-instances";
import { type IVpc, Vpc } from "../../modules/vpc";
import { instanceGroup, network } from "../support/surroundings";
import { refusal, synthesize } from "../support/synth";

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
  const name = "1 to 32 small letters, digits and hyphens";
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
      "'minSize' must be an integer from 0 to 500, got -1; the default environment has 2",
    ],
    [
      "the maximum is too great",
      { maxSize: 501 },
      "'maxSize' must be an integer from 1 to 500, got 501; the default environment has 3",
    ],
    [
      "the minimum is above the maximum",
      { minSize: 4, maxSize: 3 },
      "'minSize' must not be greater than 'maxSize' (3), got 4; lower the minimum or raise the maximum",
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
      "'healthCheckGracePeriodSeconds' must be an integer from 0 to 7200, got 7201; the default is 60",
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
