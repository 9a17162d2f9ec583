import { Alb } from "../../modules/alb";
import { ExistingCluster } from "../../modules/ecs-cluster";
import { EcsService, type EcsServiceProps } from "../../modules/ecs-service";
import { clusterWithInstances, network } from "../support/context";
import { refusal, synthesize } from "../support/synth";
import { container } from "../support/task";

const props: Omit<EcsServiceProps, "cluster"> = {
  name: "app",
  containers: [container({ portMappings: [{ containerPort: 80 }] })],
};

describe("a cluster that is there already", () => {
  test("makes no resource, and services name it and its capacity providers", () => {
    const stack = synthesize((scope) => {
      const cluster = new ExistingCluster(scope, "cluster", { name: "main", groups: ["default", "batch"] });
      const capacityProviderStrategy = cluster.capacityProviders.map((group) => ({ group }));
      new EcsService(scope, "service", { cluster, capacityProviderStrategy, ...props });
    });

    expect(stack.list("aws_ecs_cluster")).toEqual([]);
    expect(stack.only("aws_ecs_service")).toMatchObject({
      cluster: "main",
      capacity_provider_strategy: [
        { capacity_provider: "main-default", weight: 1 },
        { capacity_provider: "main-batch", weight: 1 },
      ],
    });
  });

  test("fails when it has no instance group", () => {
    expect(refusal((stack) => new ExistingCluster(stack, "cluster", { name: "main", groups: [] }))).toBe(
      "test/cluster: 'groups' must list at least 1 instance group, got []; tasks need instances",
    );
  });

  test("fails when a balancer asks for the way to its instances", () => {
    const message = refusal((stack) => {
      const vpc = network(stack);
      const alb = new Alb(stack, "alb", { vpc, name: "main" });
      const cluster = new ExistingCluster(stack, "cluster", { name: "main" });
      new EcsService(stack, "service", {
        cluster,
        vpc,
        ...props,
        loadBalancer: { alb, priority: 1, paths: ["/*"] },
      });
    });

    expect(message).toBe(
      "test/service: 'cluster' must be one whose instances' security groups are known, to open connections, got \"main\"; give the ExistingCluster its 'securityGroup', or take network mode awsvpc",
    );
  });

  test("fails when a service has interfaces of its own and no network", () => {
    const message = refusal((stack) => {
      const cluster = new ExistingCluster(stack, "cluster", { name: "main" });
      new EcsService(stack, "service", { cluster, ...props, networkMode: "awsvpc" });
    });

    expect(message).toBe(
      "test/service: 'vpc' must be given in network mode awsvpc, got nothing; name the network that the cluster's instances are in",
    );
  });

  test("fails when a service has a load balancer and no network", () => {
    const message = refusal((stack) => {
      const vpc = network(stack);
      const alb = new Alb(stack, "alb", { vpc, name: "main" });
      const cluster = clusterWithInstances(stack, vpc);
      new EcsService(stack, "service", {
        cluster,
        ...props,
        loadBalancer: { alb, priority: 1, paths: ["/*"] },
      });
    });

    expect(message).toBe(
      "test/service: 'vpc' must be given with a load balancer, got nothing; name the network that the cluster's instances are in",
    );
  });
});
