import { EcsCluster, type EcsClusterProps } from "../../modules/ecs-cluster";
import { SecurityGroup, tcp } from "../../modules/security-group";
import { instanceGroup, network } from "../support/context";
import { refusal, synthesize } from "../support/synth";

describe("a cluster", () => {
  test.each<[string, EcsClusterProps["containerInsights"], string]>([
    ["none by default", undefined, "disabled"],
    ["those that are asked for", "enhanced", "enhanced"],
  ])("has container insights: %s", (_, containerInsights, value) => {
    const stack = synthesize(
      (scope) => new EcsCluster(scope, "cluster", { name: "main", containerInsights }),
    );
    expect(stack.only("aws_ecs_cluster")).toMatchObject({
      name: "main",
      setting: [{ name: "containerInsights", value }],
    });
  });

  test("has no association while no instances have joined", () => {
    const stack = synthesize((scope) => new EcsCluster(scope, "cluster", { name: "main" }));
    expect(stack.types).toEqual(["aws_ecs_cluster"]);
  });

  test("associates the capacity providers of all instance groups, after it exists", () => {
    const stack = synthesize((scope) => {
      const cluster = new EcsCluster(scope, "cluster", { name: "main" });
      const vpc = network(scope);
      instanceGroup(scope, "default", { cluster, vpc });
      instanceGroup(scope, "batch", { cluster, vpc });
    });
    const association = stack.only("aws_ecs_cluster_capacity_providers") as Association;
    expect(association.cluster_name).toBe("main");
    expect(association.capacity_providers.map((name) => stack.follow(name).name)).toEqual([
      "main-default",
      "main-batch",
    ]);
    expect(association.depends_on.map((address) => stack.follow(address))).toEqual([
      stack.only("aws_ecs_cluster"),
    ]);
  });

  test("leaves its default strategy to the services, since one on the cluster drifts", () => {
    const stack = synthesize((scope) => {
      const cluster = new EcsCluster(scope, "cluster", { name: "main" });
      instanceGroup(scope, "default", { cluster, vpc: network(scope) });
    });
    expect(stack.only("aws_ecs_cluster_capacity_providers")).not.toHaveProperty(
      "default_capacity_provider_strategy",
    );
  });

  test("lets its instances connect to a peer, those of groups that join later too", () => {
    const stack = synthesize((scope) => {
      const cluster = new EcsCluster(scope, "cluster", { name: "main" });
      const vpc = network(scope);
      const peer = new SecurityGroup(scope, "cache", { vpc, namePrefix: "cache", description: "Cache" });
      instanceGroup(scope, "default", { cluster, vpc });
      cluster.allowTo(peer, tcp(6379), "Cluster to cache");
      instanceGroup(scope, "batch", { cluster, vpc });
    });
    const toCache = (type: string) =>
      stack
        .list(type)
        .filter(({ description }) => description === "Cluster to cache")
        .map(({ security_group_id, referenced_security_group_id, from_port }) =>
          [security_group_id, referenced_security_group_id]
            .map((group) => String(stack.follow(group).name_prefix))
            .concat(String(from_port)),
        )
        .sort();

    expect(toCache("aws_vpc_security_group_egress_rule")).toEqual([
      ["main-batch-instances-", "cache-", "6379"],
      ["main-default-instances-", "cache-", "6379"],
    ]);
    expect(toCache("aws_vpc_security_group_ingress_rule")).toEqual([
      ["cache-", "main-batch-instances-", "6379"],
      ["cache-", "main-default-instances-", "6379"],
    ]);
  });

  test.each(["", "with space", "a".repeat(256)])("fails when its name is %j", (name) => {
    expect(refusal((stack) => new EcsCluster(stack, "cluster", { name }))).toBe(
      `test/cluster: 'name' must be 1 to 255 letters, digits, hyphens and underscores, got "${name}"; choose another name`,
    );
  });
});

interface Association extends Record<string, unknown> {
  readonly cluster_name: string;
  readonly capacity_providers: string[];
  readonly depends_on: string[];
}
