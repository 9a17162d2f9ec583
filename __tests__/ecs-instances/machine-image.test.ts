import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { EcsCluster } from "../../modules/ecs-cluster";
import { ecsOptimizedImage } from "../../modules/ecs-instances";
import { instanceGroup, network } from "../support/context";
import { refusalOf } from "../support/synth";
import { type Change, group, refused } from "./default-group";

describe("the image of instances", () => {
  test.each([
    ["t2.micro", ""],
    ["m7i-flex.large", ""],
    ["t4g.small", "arm64/"],
    ["c8gn.2xlarge", "arm64/"],
    ["g5.xlarge", "gpu/"],
    ["p6-b200.48xlarge", "gpu/"],
    ["inf2.xlarge", "neuron/"],
  ])("[S5.7] for %s is the newest one for its family: %s", (instanceType, variant) => {
    expect(group({ instanceType }).only("aws_launch_template").image_id).toBe(
      `resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/${variant}recommended/image_id`,
    );
  });

  test("is the release that is named, where one is to change by a commit only", () => {
    const ami = ecsOptimizedImage("al2023-ami-ecs-hvm-2023.0.20260820-kernel-6.1-x86_64");
    expect(group({ ami }).only("aws_launch_template").image_id).toBe(
      "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/al2023-ami-ecs-hvm-2023.0.20260820-kernel-6.1-x86_64/image_id",
    );
  });

  test("is the given one for a family that nothing is known of", () => {
    const ami = "ami-0123456789abcdef0";
    expect(group({ instanceType: "z9x.large", ami }).only("aws_launch_template")).toMatchObject({
      image_id: ami,
      instance_type: "z9x.large",
    });
  });

  test.each<[string, Change, string]>([
    [
      "nothing is known of the family",
      { instanceType: "z9x.large" },
      `'instanceType' must be of a family whose image is known, got "z9x.large"; correct it, or give the image as 'ami'`,
    ],
    [
      "Amazon Linux 2023 does not start on the family",
      { instanceType: "t1.micro" },
      `'instanceType' must be of a family on which Amazon Linux 2023 starts, got "t1.micro"; take a newer family, such as t3 or t4g, or give another image as 'ami'`,
    ],
    [
      "no ECS-optimised image supports the family's accelerators",
      { instanceType: "g5g.xlarge" },
      `'instanceType' must be of a family whose image is known, got "g5g.xlarge"; correct it, or give the image as 'ami'`,
    ],
    [
      "the types of a group need different images",
      { instanceType: "t3.small", spot: { instanceTypes: ["t3a.small", "t4g.small"] } },
      `'spot.instanceTypes[1]' must run the image of 't3.small' (x86_64), got "t4g.small"; make a group for each kind of image`,
    ],
    [
      "the type is not of the given image's architecture",
      { instanceType: "t3.small", ami: "ami-0123456789abcdef0", architecture: "arm64" },
      `'instanceType' must have the architecture of the image (arm64), as all of a group, got "t3.small"; give another type or image, or make a group for each architecture`,
    ],
    [
      "the types differ in architecture, whatever image is given",
      { instanceType: "t3.small", ami: "ami-0123456789abcdef0", spot: { instanceTypes: ["t4g.small"] } },
      `'spot.instanceTypes[0]' must have the architecture of the image (x86_64), as all of a group, got "t4g.small"; give another type or image, or make a group for each architecture`,
    ],
    [
      "a Spot type is none",
      { spot: { instanceTypes: ["small"] } },
      `'spot.instanceTypes[0]' must be an instance type, got "small"; write it like t3.small`,
    ],
    [
      "the share of On-Demand is no percentage",
      { spot: { onDemandPercentage: 101 } },
      "'spot.onDemandPercentage' must be an integer from 0 to 100, got 101; 0 makes all others Spot instances",
    ],
  ])("fails when %s", (_, change, message) => {
    expect(refused(change)).toBe(`test/default: ${message}`);
  });
});

describe("an instance type", () => {
  test.each(["a1.medium", "c1.medium", "m1.small", "m2.xlarge", "t1.micro"])(
    "of an old family, %s, needs an image that is given",
    (instanceType) => {
      expect(refused({ instanceType })).toContain("must be of a family on which Amazon Linux 2023 starts");
      expect(() => group({ instanceType, ami: "ami-0123456789abcdef0" })).not.toThrow();
    },
  );

  test("fails when the region does not offer it, as eu-north-1 has no T2", () => {
    const build = (region: string, instanceType: string) => () => {
      const stack = new TerraformStack(new App(), "test");
      new AwsProvider(stack, "aws", { region });
      const cluster = new EcsCluster(stack, "cluster", { name: "main" });
      instanceGroup(stack, "default", { cluster, vpc: network(stack), instanceType });
    };
    expect(refusalOf(build("eu-north-1", "t2.micro"))).toBe(
      `test/default: 'instanceType' must be offered in eu-north-1, got "t2.micro"; take its successor, e.g. t3 for t2`,
    );
    expect(build("eu-north-1", "t3.micro")).not.toThrow();
    expect(build("eu-west-1", "t2.micro")).not.toThrow();
  });

  test("with GPUs of NVIDIA is one that the agent hands them out of", () => {
    const script = (instanceType: string) => JSON.stringify(group({ instanceType }).json.locals);
    expect(script("g5.xlarge")).toContain("\\nECS_ENABLE_GPU_SUPPORT=true\\n");
    expect(script("t3.small")).not.toContain("ECS_ENABLE_GPU_SUPPORT");
  });
});

describe("a group with Spot instances", () => {
  const stack = group({
    spot: { onDemandBase: 1, onDemandPercentage: 20, instanceTypes: ["t3a.small", "t3.small"] },
  });
  const autoScalingGroup = stack.only("aws_autoscaling_group");

  test("mixes On-Demand and Spot as asked, from each type once, the cheapest that will last", () => {
    expect(autoScalingGroup).not.toHaveProperty("launch_template");
    expect(autoScalingGroup.mixed_instances_policy).toMatchObject({
      instances_distribution: {
        on_demand_base_capacity: 1,
        on_demand_percentage_above_base_capacity: 20,
        spot_allocation_strategy: "price-capacity-optimized",
      },
      launch_template: { override: [{ instance_type: "t3.small" }, { instance_type: "t3a.small" }] },
    });
  });

  test("launches from its own template, by the number of the version", () => {
    const { launch_template } = autoScalingGroup.mixed_instances_policy as {
      launch_template: { launch_template_specification: Record<string, string> };
    };
    const { launch_template_id, version } = launch_template.launch_template_specification;
    expect(stack.follow(launch_template_id)).toBe(stack.only("aws_launch_template"));
    expect(version).toMatch(/^\$\{tostring\(aws_launch_template\.[\w-]+\.latest_version\)\}$/);
  });

  test("replaces an instance before AWS takes it back, which hands over its tasks", () => {
    expect(autoScalingGroup.capacity_rebalance).toBe(true);
    const script = Object.values(stack.json.locals as Record<string, string>)[0];
    expect(script).toContain("ECS_ENABLE_SPOT_INSTANCE_DRAINING=true");
  });
});

describe("a key pair", () => {
  test("[S5.19] is handed to instances when asked for, and opens no port", () => {
    const stack = group({ keyName: "ops" });
    expect(stack.only("aws_launch_template").key_name).toBe("ops");
    expect(stack.types).not.toContain("aws_vpc_security_group_ingress_rule");
  });
});

describe("a changed group", () => {
  test("[S5.21] replaces its instances, a new one first, and rolls back where AWS can", () => {
    const preferences = {
      min_healthy_percentage: 100,
      max_healthy_percentage: 150,
      instance_warmup: "300",
      auto_rollback: true,
    };
    expect(group({ ami: "ami-0123456789abcdef0" }).only("aws_autoscaling_group")).toMatchObject({
      instance_refresh: { strategy: "Rolling", preferences },
      instance_maintenance_policy: { min_healthy_percentage: 100, max_healthy_percentage: 150 },
    });
    // StartInstanceRefresh refuses a rollback with an image that is looked up.
    expect(group({}).only("aws_autoscaling_group")).toMatchObject({
      instance_refresh: { preferences: { ...preferences, auto_rollback: false } },
    });
  });

  test("[S5.21] gets the newest image by age, after 30 days unless something else is wanted", () => {
    const lifetime = (change: Change) => group(change).only("aws_autoscaling_group").max_instance_lifetime;
    expect(lifetime({})).toBe(2_592_000);
    expect(lifetime({ maxInstanceLifetimeDays: 1 })).toBe(86_400);
    expect(lifetime({ maxInstanceLifetimeDays: 0 })).toBe(0);
  });

  test.each<[string, Change, string]>([
    [
      "the span of healthy instances is wider than AWS allows",
      { instanceRefresh: { minHealthyPercentage: 50, maxHealthyPercentage: 200 } },
      "'instanceRefresh.maxHealthyPercentage' must be at most 100 above 'minHealthyPercentage' (50), got 200; lower the maximum or raise the minimum",
    ],
    [
      "the maximum is below the whole",
      { instanceRefresh: { maxHealthyPercentage: 90 } },
      "'instanceRefresh.maxHealthyPercentage' must be an integer from 100 to 200, got 90; 110 or more lets new instances start first",
    ],
    [
      "instances would get older than a year",
      { maxInstanceLifetimeDays: 366 },
      "'maxInstanceLifetimeDays' must be an integer from 0 to 365, got 366; 0 replaces none by age",
    ],
  ])("fails when %s", (_, change, message) => {
    expect(refused(change)).toBe(`test/default: ${message}`);
  });
});
