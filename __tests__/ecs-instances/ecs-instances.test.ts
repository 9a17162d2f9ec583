import type { TerraformStack } from "cdktf";
import { EcsCluster } from "../../modules/ecs-cluster";
import type { EcsInstances, EcsInstancesProps } from "../../modules/ecs-instances";
import { SnsTopic } from "../../modules/sns";
import { type IVpc, Vpc } from "../../modules/vpc";
import { instanceGroup, network } from "../support/context";
import { synthesize, type SynthesizedStack } from "../support/synth";

type Change = Partial<Omit<EcsInstancesProps, "cluster" | "vpc">>;

/** A cluster `main` with one group of instances. */
function addInstances(stack: TerraformStack, change: Change = {}, vpc: IVpc = network(stack)): EcsInstances {
  const cluster = new EcsCluster(stack, "cluster", { name: "main" });
  return instanceGroup(stack, "default", { cluster, vpc, ...change });
}

const AT_LAUNCH = "propagate_at_launch";

function synthesizeInstances(change?: Change): SynthesizedStack {
  return synthesize((scope) => addInstances(scope, change));
}

describe("the instances of a group", () => {
  test("give out their credentials by session token only, and to themselves only unless more is asked for", () => {
    const options = (change?: Change) =>
      synthesizeInstances(change).only("aws_launch_template").metadata_options;
    expect(options()).toEqual({
      http_endpoint: "enabled",
      http_tokens: "required",
      http_put_response_hop_limit: 1,
    });
    expect(options({ instanceMetadataHopLimit: 2 })).toMatchObject({ http_put_response_hop_limit: 2 });
  });

  test("have their volumes and logs encrypted with a customer's key, if one is given", () => {
    const key = "arn:aws:kms:eu-west-1:123456789012:key/0123";
    const stack = synthesizeInstances({ volumeKmsKeyArn: key, systemLogs: { kmsKeyArn: key } });
    expect(stack.only("aws_launch_template").block_device_mappings).toMatchObject([
      { ebs: { encrypted: "true", kms_key_id: key } },
    ]);
    const keys = stack.list("aws_cloudwatch_log_group").map(({ kms_key_id }) => kms_key_id);
    expect(keys).toEqual([key, key, key, key, key, key]);
  });

  test.each<[string, Change, number]>([
    ["30 GiB by default", {}, 30],
    ["as large as asked for", { rootVolumeGiB: 100 }, 100],
    ["30 GiB when a caller hands on nothing", { rootVolumeGiB: undefined }, 30],
  ])("have an encrypted gp3 root volume of %s", (_, change, size) => {
    expect(synthesizeInstances(change).only("aws_launch_template").block_device_mappings).toEqual([
      {
        device_name: "/dev/xvda",
        ebs: { volume_type: "gp3", volume_size: size, encrypted: "true", delete_on_termination: "true" },
      },
    ]);
  });

  test.each<[string, Change, string]>([
    [
      "the newest ECS-optimised one, resolved at launch",
      {},
      "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
    ],
    ["the given one", { ami: "ami-0123456789abcdef0" }, "ami-0123456789abcdef0"],
  ])("run an image: %s", (_, change, image) => {
    expect(synthesizeInstances(change).only("aws_launch_template")).toMatchObject({
      image_id: image,
      instance_type: "t3.small",
    });
  });

  test("[S5.19] have no way in, neither SSH nor any other, until somebody opens one, and every way out", () => {
    const stack = synthesizeInstances();
    expect(stack.list("aws_vpc_security_group_ingress_rule")).toEqual([]);
    expect(stack.only("aws_vpc_security_group_egress_rule")).toMatchObject({
      cidr_ipv4: "0.0.0.0/0",
      ip_protocol: "-1",
    });
    const { vpc_security_group_ids, key_name } = stack.only("aws_launch_template");
    expect((vpc_security_group_ids as string[]).map((id) => stack.follow(id))).toEqual([
      stack.only("aws_security_group"),
    ]);
    expect(key_name).toBeUndefined();
  });

  test("carry tags as they stand, and Terraform computes nothing in them", () => {
    const stack = synthesizeInstances({ tags: { "a${b}": "${c} %{d}" } });
    const [ofInstances] = stack.only("aws_launch_template").tag_specifications as [{ tags: object }];

    expect(ofInstances.tags).toMatchObject({ "a$${b}": "$${c} %%{d}" });
    expect(stack.only("aws_autoscaling_group").tag).toContainEqual({
      ...{ key: "a$${b}", value: "$${c} %%{d}" },
      [AT_LAUNCH]: true,
    });
  });

  test("carry their tags, and so do their volumes, since default tags reach neither", () => {
    const tags = { Name: "ECS-MAIN", Role: "host" };
    const expected = { Cluster: "main", InstanceGroup: "default", ...tags };
    const stack = synthesizeInstances({ tags });
    expect(stack.only("aws_launch_template").tag_specifications).toEqual([
      { resource_type: "instance", tags: expected },
      { resource_type: "volume", tags: expected },
    ]);
    const groupTags = stack.only("aws_autoscaling_group").tag as Record<
      "key" | "value" | typeof AT_LAUNCH,
      unknown
    >[];
    expect(Object.fromEntries(groupTags.map(({ key, value }) => [key, value]))).toEqual({
      ...expected,
      AmazonECSManaged: "true",
    });
    expect(groupTags.filter((tag) => tag[AT_LAUNCH] !== true)).toEqual([]);
  });

  test("are named after cluster and group by default", () => {
    expect(synthesizeInstances().only("aws_launch_template").tag_specifications).toMatchObject([
      { tags: { Name: "main-default" } },
      { tags: { Name: "main-default" } },
    ]);
  });
});

describe("an Auto Scaling group", () => {
  test("has its sizes, grace period, cooldown and termination policies", () => {
    expect(synthesizeInstances().only("aws_autoscaling_group")).toMatchObject({
      name: "main-default",
      min_size: 2,
      max_size: 3,
      health_check_type: "EC2",
      health_check_grace_period: 60,
      default_cooldown: 300,
      termination_policies: ["OldestLaunchTemplate", "OldestInstance"],
      vpc_zone_identifier: ["subnet-private-a", "subnet-private-b"],
    });
  });

  test("may have one size", () => {
    expect(synthesizeInstances({ minSize: 2, maxSize: 2 }).only("aws_autoscaling_group")).toMatchObject({
      min_size: 2,
      max_size: 2,
    });
  });

  test("leaves the number of instances between its sizes to managed scaling", () => {
    expect(synthesizeInstances().only("aws_autoscaling_group")).not.toHaveProperty("desired_capacity");
  });

  test("takes grace period and termination policies as given", () => {
    const change: Change = { healthCheckGracePeriodSeconds: 0, terminationPolicies: ["OldestInstance"] };
    expect(synthesizeInstances(change).only("aws_autoscaling_group")).toMatchObject({
      health_check_grace_period: 0,
      termination_policies: ["OldestInstance"],
    });
  });

  test("follows the newest version of its launch template by number, since $Latest starts no refresh", () => {
    const stack = synthesizeInstances();
    const { id, version } = stack.only("aws_autoscaling_group").launch_template as Record<string, string>;
    expect(stack.follow(id)).toBe(stack.only("aws_launch_template"));
    expect(version).toMatch(/^\$\{tostring\(aws_launch_template\.[\w-]+\.latest_version\)\}$/);
  });

  test("[S5.23] starts no instance before its cluster and its routes out exist", () => {
    const stack = synthesize((scope) => {
      const zones = ["eu-west-1a", "eu-west-1b"];
      addInstances(scope, {}, new Vpc(scope, "vpc", { name: "main", cidrBlock: "10.1.0.0/16", zones }));
    });
    const { depends_on } = stack.only("aws_autoscaling_group") as { depends_on: string[] };
    const natRoutes = stack.list("aws_route").filter(({ nat_gateway_id }) => nat_gateway_id !== undefined);
    expect(natRoutes).toHaveLength(2);
    expect(depends_on.map((address) => stack.follow(address))).toEqual(
      expect.arrayContaining([stack.only("aws_ecs_cluster"), ...natRoutes]),
    );
  });

  test("tells the topic of every launch and termination, failed ones included", () => {
    const stack = synthesize((scope) => {
      addInstances(scope, { notifications: new SnsTopic(scope, "topic", { name: "alerts" }) });
    });
    const notification = stack.only("aws_autoscaling_notification");
    expect(notification.notifications).toEqual([
      "autoscaling:EC2_INSTANCE_LAUNCH",
      "autoscaling:EC2_INSTANCE_LAUNCH_ERROR",
      "autoscaling:EC2_INSTANCE_TERMINATE",
      "autoscaling:EC2_INSTANCE_TERMINATE_ERROR",
    ]);
    expect(stack.follow(notification.topic_arn)).toBe(stack.only("aws_sns_topic"));
    expect((notification.group_names as string[]).map((group) => stack.follow(group))).toEqual([
      stack.only("aws_autoscaling_group"),
    ]);
  });

  test("tells nobody by default", () => {
    expect(synthesizeInstances().types).not.toContain("aws_autoscaling_notification");
  });
});

describe("a capacity provider", () => {
  test("[S5.20] scales the group, and hands tasks over before an instance goes", () => {
    const stack = synthesizeInstances();
    const provider = stack.only("aws_ecs_capacity_provider");
    expect(provider).toMatchObject({
      name: "main-default",
      auto_scaling_group_provider: {
        managed_scaling: { status: "ENABLED", target_capacity: 100 },
        managed_draining: "ENABLED",
        managed_termination_protection: "DISABLED",
      },
    });
    const { auto_scaling_group_arn } = provider.auto_scaling_group_provider as Record<string, string>;
    expect(auto_scaling_group_arn).toMatch(/\.arn\}$/);
    expect(stack.follow(auto_scaling_group_arn)).toBe(stack.only("aws_autoscaling_group"));
  });

  test("goes after the association has forgotten it, and its group goes with instances that carry tasks", () => {
    const stack = synthesizeInstances();
    expect(stack.only("aws_ecs_capacity_provider")).toMatchObject({
      lifecycle: { create_before_destroy: true },
    });
    expect(stack.only("aws_launch_template")).toMatchObject({ lifecycle: { create_before_destroy: true } });
    expect(stack.only("aws_autoscaling_group")).toMatchObject({ force_delete: true });
  });
});
