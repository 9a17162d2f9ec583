import type { TerraformStack } from "cdktf";
import { Alb } from "../../modules/alb";
import { type CapacityProviderStrategyItem, EcsCluster } from "../../modules/ecs-cluster";
import type { EcsInstances } from "../../modules/ecs-instances";
import { EcsService, type EcsServiceProps } from "../../modules/ecs-service";
import type { ContainerProps } from "../../modules/ecs-task";
import { clusterWithInstances, instanceGroup, network } from "../support/context";
import { refusal, synthesize, type SynthesizedStack } from "../support/synth";

type Change = Partial<Omit<EcsServiceProps, "cluster" | "vpc">>;

const container: ContainerProps = { name: "app", image: "nginx:1.27", memoryMiB: 128 };

function service(stack: TerraformStack, change: Change = {}): EcsService {
  const vpc = network(stack);
  const cluster = clusterWithInstances(stack, vpc);
  return new EcsService(stack, "service", { cluster, vpc, name: "app", containers: [container], ...change });
}

function synthesizeService(change?: Change): SynthesizedStack {
  return synthesize((stack) => service(stack, change));
}

describe("a service", () => {
  test("keeps two tasks running, also during a deployment, and rolls back one that fails", () => {
    expect(synthesizeService().only("aws_ecs_service")).toMatchObject({
      name: "app",
      desired_count: 2,
      deployment_minimum_healthy_percent: 100,
      deployment_maximum_percent: 200,
      deployment_controller: { type: "ECS" },
      deployment_circuit_breaker: { enable: true, rollback: true },
      wait_for_steady_state: true,
    });
  });

  test("takes the number of tasks and the limits of a deployment as given", () => {
    const change = { desiredCount: 0, minimumHealthyPercent: 0, maximumPercent: 100 };
    expect(synthesizeService(change).only("aws_ecs_service")).toMatchObject({
      desired_count: 0,
      deployment_minimum_healthy_percent: 0,
      deployment_maximum_percent: 100,
    });
  });

  test("is on the only group of instances by strategy, which can change without replacing it, and never by launch type", () => {
    const stack = synthesizeService();
    const { capacity_provider_strategy, ...rest } = stack.only("aws_ecs_service");
    const strategy = capacity_provider_strategy as { capacity_provider: string; weight: number }[];

    expect(stack.follow(rest.cluster)).toBe(stack.only("aws_ecs_cluster"));
    expect(rest.force_new_deployment).toBe(true);
    expect(strategy.map(({ weight }) => weight)).toEqual([1]);
    expect(strategy.map(({ capacity_provider }) => stack.follow(capacity_provider).name)).toEqual([
      "main-default",
    ]);
    expect(rest).not.toHaveProperty("launch_type");
  });

  test("says which group its tasks are on when there are several, which may join later", () => {
    const build =
      (capacityProviderStrategy?: (group: EcsInstances) => CapacityProviderStrategyItem[]) =>
      (stack: TerraformStack) => {
        const vpc = network(stack);
        const cluster = new EcsCluster(stack, "cluster", { name: "main" });
        const group = instanceGroup(stack, "default", { cluster, vpc });
        const strategy = capacityProviderStrategy?.(group);
        const containers = [container];
        new EcsService(stack, "service", {
          cluster,
          name: "app",
          containers,
          capacityProviderStrategy: strategy,
        });
        instanceGroup(stack, "spot", { cluster, vpc });
      };

    expect(refusal(build())).toBe(
      "test/service: 'capacityProviderStrategy' must be given, since the cluster has 2 groups of instances, got nothing; name the groups that the tasks may be on: [{ group }]",
    );
    expect(() => synthesize(build((group) => [{ group }]))).not.toThrow();
  });

  test.each<[string, Change, number]>([
    [
      "ECS picks the port of the instance",
      { containers: [{ ...container, portMappings: [{ containerPort: 80 }] }] },
      100,
    ],
    [
      "the port of the instance is fixed",
      { containers: [{ ...container, portMappings: [{ containerPort: 80, hostPort: 80 }] }] },
      50,
    ],
    [
      "tasks share the network of the instance",
      { networkMode: "host", containers: [{ ...container, portMappings: [{ containerPort: 80 }] }] },
      50,
    ],
    [
      "tasks have interfaces of their own",
      { networkMode: "awsvpc", containers: [{ ...container, portMappings: [{ containerPort: 80 }] }] },
      100,
    ],
  ])("keeps enough tasks up during a deployment when %s", (_, change, percent) => {
    expect(synthesizeService(change).only("aws_ecs_service").deployment_minimum_healthy_percent).toBe(
      percent,
    );
  });

  test("fails to deploy when ECS rolls the deployment back", () => {
    const stack = synthesizeService();
    const [definition = ""] = Object.keys(stack.resources("aws_ecs_task_definition"));

    expect(stack.only("aws_ecs_service").lifecycle).toEqual({
      postcondition: [
        {
          condition: `\${(self.task_definition == aws_ecs_task_definition.${definition}.arn)}`,
          error_message:
            "Service app runs another version than the deployed one: ECS rolled the deployment back.",
        },
      ],
    });
  });

  test("runs the task definition by its ARN, whose family is named after cluster and service unless given", () => {
    const stack = synthesizeService();
    const { task_definition } = stack.only("aws_ecs_service");
    expect(task_definition).toMatch(/\.arn\}$/);
    expect(stack.follow(task_definition)).toBe(stack.only("aws_ecs_task_definition"));
    expect(stack.only("aws_ecs_task_definition").family).toBe("main-app");
    expect(synthesizeService({ family: "web" }).only("aws_ecs_task_definition").family).toBe("web");
  });

  test("logs to a group named after cluster and service unless given", () => {
    expect(synthesizeService().only("aws_cloudwatch_log_group")).toMatchObject({
      name: "/ecs/main/app",
      retention_in_days: 30,
    });
    const given = { logGroupName: "/apps/app", logRetentionDays: 7 };
    expect(synthesizeService(given).only("aws_cloudwatch_log_group")).toMatchObject({
      name: "/apps/app",
      retention_in_days: 7,
    });
  });

  test("waits for the capacity providers and its permissions, and goes before them", () => {
    const stack = synthesizeService();
    const { depends_on } = stack.only("aws_ecs_service") as { depends_on: string[] };
    const execution = stack.follow(stack.only("aws_ecs_task_definition").execution_role_arn);
    const policy = stack.list("aws_iam_role_policy").find(({ role }) => stack.follow(role) === execution);
    expect(depends_on.map((address) => stack.follow(address))).toEqual(
      expect.arrayContaining([stack.only("aws_ecs_cluster_capacity_providers"), policy]),
    );
  });

  test("tags its tasks like itself", () => {
    expect(synthesizeService().only("aws_ecs_service")).toMatchObject({
      enable_ecs_managed_tags: true,
      propagate_tags: "SERVICE",
    });
  });

  test("leaves the number of tasks to its scaling, and to Terraform without one", () => {
    const scaled = synthesizeService({ desiredCount: 3, scaling: { minTasks: 2, maxTasks: 10 } });
    expect(scaled.only("aws_ecs_service")).toMatchObject({
      desired_count: 3,
      lifecycle: { ignore_changes: ["desired_count"] },
    });
    expect(scaled.only("aws_appautoscaling_target").resource_id).toMatch(
      /^service\/main\/\$\{aws_ecs_service\./,
    );

    const fixed = synthesizeService({ desiredCount: 3 });
    expect(fixed.only("aws_ecs_service")).toMatchObject({ desired_count: 3 });
    expect(fixed.only("aws_ecs_service").lifecycle).not.toHaveProperty("ignore_changes");
    expect(fixed.types).not.toContain("aws_appautoscaling_target");
  });

  test("without a load balancer has no load balancer, no network interface and no open port", () => {
    const stack = synthesizeService();
    const { load_balancer, network_configuration } = stack.only("aws_ecs_service");
    expect([load_balancer, network_configuration]).toEqual([undefined, undefined]);
    expect(stack.list("aws_vpc_security_group_ingress_rule")).toEqual([]);
  });
});

describe("a service that somebody else deploys", () => {
  const lifecycle = (props: Change = {}) =>
    synthesizeService({ deployedBy: "external", ...props }).only("aws_ecs_service").lifecycle;

  test("keeps the version and the number of tasks that it gets elsewhere, whatever Terraform would run", () => {
    const ignored = { ignore_changes: ["task_definition", "desired_count"] };

    expect(lifecycle()).toEqual(ignored);
    expect(lifecycle({ scaling: { minTasks: 2, maxTasks: 4 } })).toEqual(ignored);
  });

  test("differs in nothing else, so that who deploys can change", () => {
    const rest = (props: Change) => ({
      ...synthesizeService(props).only("aws_ecs_service"),
      lifecycle: undefined,
    });

    expect(rest({ deployedBy: "external" })).toEqual(rest({ deployedBy: "terraform" }));
  });
});

describe("a service fails when", () => {
  test("nobody knows who deploys it", () => {
    const build = (stack: TerraformStack) => {
      service(stack, { deployedBy: "ci" as "external" });
    };

    expect(refusal(build)).toBe(
      `test/service: 'deployedBy' must be one of "terraform", "external", got "ci"; take external where CI ships versions`,
    );
  });

  test.each<[string, Change, string]>([
    [
      "its name has a dot",
      { name: "my.app" },
      `'name' must be 1 to 255 letters, digits, hyphens and underscores, got "my.app"; choose another name`,
    ],
    [
      "it has more tasks than AWS allows",
      { desiredCount: 5001 },
      "'desiredCount' must be an integer from 0 to 5000, got 5001; AWS allows 5000 tasks in a service",
    ],
    [
      "more than all of its tasks must stay up",
      { minimumHealthyPercent: 101 },
      "'minimumHealthyPercent' must be an integer from 0 to 100, got 101; 0 lets all tasks stop at once",
    ],
    [
      "fewer than all of its tasks may be up",
      { minimumHealthyPercent: 0, maximumPercent: 99 },
      "'maximumPercent' must be an integer from 100 to 200, got 99; 200 lets every new task start beside the old one",
    ],
  ])("%s", (_, change, message) => {
    expect(refusal((stack) => service(stack, change))).toBe(`test/service: ${message}`);
  });

  test("its cluster has no instances", () => {
    const message = refusal((stack) => {
      const cluster = new EcsCluster(stack, "cluster", { name: "main" });
      new EcsService(stack, "service", {
        cluster,
        vpc: network(stack),
        name: "app",
        containers: [container],
      });
    });
    expect(message).toBe(
      `test/service: 'cluster' must have instances to place tasks on, got "main"; create EcsInstances for it`,
    );
  });

  test.each<[string, ContainerProps, object, string]>([
    ["its container maps no port", container, {}, "{}"],
    [
      "its load balancer leads to a port that is not mapped",
      { ...container, portMappings: [{ containerPort: 80 }] },
      { containerPort: 81 },
      '{"containerPort":81}',
    ],
    [
      "its load balancer leads to a container that is not there",
      { ...container, portMappings: [{ containerPort: 80 }] },
      { containerName: "web" },
      '{"containerName":"web"}',
    ],
  ])("%s", (_, routed, port, got) => {
    const message = refusal((stack) => {
      const vpc = network(stack);
      const cluster = clusterWithInstances(stack, vpc);
      const alb = new Alb(stack, "alb", { vpc, name: "web" });
      const containers = [routed];
      new EcsService(stack, "service", {
        cluster,
        vpc,
        name: "app",
        containers,
        loadBalancer: { alb, priority: 1, ...port },
      });
    });
    expect(message).toBe(
      `test/service: 'loadBalancer' must lead to a port that one of the containers maps, got ${got}; add it to the container's 'portMappings'`,
    );
  });
});

test("fails with a line for each mistake when a service has seven of them", () => {
  const message = refusal((stack) => {
    const vpc = network(stack);
    const alb = new Alb(stack, "alb", { vpc, name: "web" });
    new EcsService(stack, "service", {
      cluster: clusterWithInstances(stack, vpc),
      vpc,
      name: "my.app",
      containers: [{ ...container, cpu: -1 }],
      desiredCount: 5001,
      loadBalancer: { alb, priority: 0, slowStartSeconds: 1, containerPort: 80 },
      scaling: { minTasks: 3, maxTasks: 2 },
    });
  });

  expect(message).toBe(
    [
      `test/service: 'name' must be 1 to 255 letters, digits, hyphens and underscores, got "my.app"; choose another name`,
      "test/service: 'containers[0].cpu' must be an integer from 0 to 196608, got -1; 1024 units are one vCPU",
      "test/service: 'desiredCount' must be an integer from 0 to 5000, got 5001; AWS allows 5000 tasks in a service",
      "test/service: 'loadBalancer.priority' must be an integer from 1 to 50000, got 0; choose a free number",
      "test/service: 'loadBalancer.slowStartSeconds' must be 0 or an integer from 30 to 900, got 1; 0 switches it off",
      "test/service: 'loadBalancer' must lead to a port that one of the containers maps, got {\"containerPort\":80}; add it to the container's 'portMappings'",
      "test/service: 'scaling.minTasks' must not be greater than 'maxTasks' (2), got 3; lower the minimum or raise the maximum",
    ].join("\n"),
  );
});

describe("a service that is made before its instances", () => {
  /** A service in a cluster whose instances join before or after it. */
  function inOrder(order: "instances first" | "service first", change: Partial<EcsServiceProps>) {
    return synthesize((stack) => {
      const vpc = network(stack);
      const cluster = new EcsCluster(stack, "cluster", { name: "main" });
      const alb = new Alb(stack, "alb", { vpc, name: "web" });
      const containers = [{ ...container, portMappings: [{ containerPort: 8080 }] }];
      const parts = [
        () => instanceGroup(stack, "default", { cluster, vpc }),
        () =>
          new EcsService(stack, "service", {
            cluster,
            vpc,
            name: "app",
            containers,
            loadBalancer: { alb, priority: 1 },
            ...change,
          }),
      ];
      for (const make of order === "instances first" ? parts : parts.reverse()) {
        make();
      }
    });
  }

  test.each<Partial<EcsServiceProps>>([{}, { networkMode: "awsvpc" }])(
    "is what it would be if they came first, with %j",
    (change) => {
      const resources = (stack: SynthesizedStack) => stack.json.resource;
      expect(resources(inOrder("service first", change))).toEqual(
        resources(inOrder("instances first", change)),
      );
    },
  );
});
