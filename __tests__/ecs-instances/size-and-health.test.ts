import { EcsCluster } from "../../modules/ecs-cluster";
import { Elb } from "../../modules/elb";
import { addTerraformSettings } from "../../modules/terraform-settings";
import { App, TerraformStack } from "cdktf";
import { instanceGroup, network } from "../support/context";
import { synthesize, type SynthesizedStack, synthesizeStack } from "../support/synth";
import { type Change, group, refused } from "./default-group";

describe("a group that begins with a number of instances", () => {
  test("is left alone when scaling has changed it", () => {
    expect(group({ minSize: 2, maxSize: 6, desiredCapacity: 4 }).only("aws_autoscaling_group")).toMatchObject(
      {
        min_size: 2,
        max_size: 6,
        desired_capacity: 4,
        lifecycle: { ignore_changes: ["initial_lifecycle_hook", "desired_capacity"] },
      },
    );
  });

  test("begins with its minimum unless it is told otherwise", () => {
    expect(group({}).only("aws_autoscaling_group")).not.toHaveProperty("desired_capacity");
  });

  test.each([1, 7])("fails when these are %d and it has 2 to 6", (desiredCapacity) => {
    expect(refused({ minSize: 2, maxSize: 6, desiredCapacity })).toBe(
      `test/default: 'desiredCapacity' must be from 'minSize' (2) to 'maxSize' (6), got ${desiredCapacity}; leave it out to begin with the minimum`,
    );
  });
});

describe("the health of a group's instances", () => {
  test("is what EC2 says, by default", () => {
    const made = group({}).only("aws_autoscaling_group");
    expect(made).toMatchObject({ health_check_type: "EC2" });
    expect(made).not.toHaveProperty("load_balancers");
  });

  test("is what the classic balancer says, too, that gets all of them", () => {
    const stack = synthesize((scope) => {
      const vpc = network(scope);
      const cluster = new EcsCluster(scope, "cluster", { name: "main" });
      const elb = new Elb(scope, "elb", { vpc, name: "classic", instancePort: 8080 });
      instanceGroup(scope, "default", { cluster, vpc, healthCheckElbs: [elb] });
    });
    const made = stack.only("aws_autoscaling_group");
    expect(made.health_check_type).toBe("ELB");
    expect(stack.follow([made.load_balancers].flat()[0])).toBe(stack.only("aws_elb"));
  });
});

describe("the tag Environment of instances", () => {
  const tagsOf = (change: Change) => {
    const stack = new TerraformStack(new App(), "test");
    addTerraformSettings(stack, { region: "eu-west-1", environment: "acc", project: "shop" });
    const cluster = new EcsCluster(stack, "cluster", { name: "main" });
    instanceGroup(stack, "default", { cluster, vpc: network(stack), ...change });
    return environmentTags(synthesizeStack(stack));
  };

  test("is that of the stack, which the provider's default tags do not give to them", () => {
    expect(tagsOf({})).toEqual(["acc", "acc", "acc"]);
  });

  test("is another one on request", () => {
    expect(tagsOf({ tags: { Environment: "green" } })).toEqual(["green", "green", "green"]);
  });

  test("is left out where the stack's environment is not known", () => {
    expect(environmentTags(group({}))).toEqual([undefined, undefined, undefined]);
  });
});

test("the instances' role has the name that it is given", () => {
  expect(group({ roleName: "main-hosts" }).only("aws_iam_role")).toMatchObject({ name: "main-hosts" });
});

/** Of the group, which hands it on, of instances and of volumes. */
function environmentTags(stack: SynthesizedStack): (string | undefined)[] {
  const { tag } = stack.only("aws_autoscaling_group") as { tag: { key: string; value: string }[] };
  const { tag_specifications } = stack.only("aws_launch_template") as {
    tag_specifications: { tags: Record<string, string> }[];
  };
  return [
    tag.find(({ key }) => key === "Environment")?.value,
    ...tag_specifications.map(({ tags }) => tags.Environment),
  ];
}
