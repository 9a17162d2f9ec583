import { TerraformOutput } from "cdktf";
import { EcsCluster } from "../../modules/ecs-cluster";
import { OneOffTask, type OneOffTaskProps } from "../../modules/scheduled-task";
import { service, synthesizeContext } from "../support/service";
import { instanceGroup, network } from "../support/context";
import { type Block, refusal, refusalOf } from "../support/synth";
import { container, containersOf } from "../support/task";

function synthesizeOneOff(props: Partial<OneOffTaskProps> = {}) {
  return synthesizeContext(({ stack, vpc, cluster }) => {
    const task = new OneOffTask(stack, "migrate", {
      cluster,
      vpc,
      name: "migrate",
      containers: [container({ command: ["npm", "run", "migrate"] })],
      ...props,
    });
    new TerraformOutput(stack, task.output.name, task.output.config);
  });
}

function outputOf(stack: { json: Block }): Block {
  return (stack.json.output as Record<string, Block>).task_migrate ?? {};
}

describe("a one-off task", () => {
  test("[S2.20] is a task definition of the cluster's, and no service", () => {
    const stack = synthesizeOneOff();

    expect(stack.only("aws_ecs_task_definition").family).toBe("main-migrate");
    expect(stack.only("aws_cloudwatch_log_group").name).toBe("/ecs/main/migrate");
    expect(containersOf(stack)).toMatchObject([{ name: "app", command: ["npm", "run", "migrate"] }]);
    expect(stack.types).not.toContain("aws_ecs_service");
  });

  test("[S2.20] says in an output how it is run", () => {
    const stack = synthesizeOneOff();
    const { value } = outputOf(stack) as { value: Block };
    const [{ capacityProvider } = {}] = value.capacityProviderStrategy as Block[];

    expect(value).toEqual({
      region: "eu-west-1",
      cluster: "main",
      taskDefinition: expect.stringMatching(/^\$\{aws_ecs_task_definition\..+\.arn\}$/) as string,
      container: "app",
      logGroup: expect.stringMatching(/^\$\{aws_cloudwatch_log_group\..+\.name\}$/) as string,
      capacityProviderStrategy: [{ capacityProvider: expect.any(String) as string, weight: 1 }],
    });
    expect(stack.follow(capacityProvider)).toEqual(stack.only("aws_ecs_capacity_provider"));
  });

  test("can be run once its role has its permissions and the cluster its capacity, says the output", () => {
    const stack = synthesizeOneOff();
    const dependencies = outputOf(stack).depends_on as string[];

    // Terraform takes addresses here, and no expressions.
    expect(dependencies.every((address) => /^\w+\.[\w-]+$/.test(address))).toBe(true);
    expect(dependencies.map((address) => stack.follow(address))).toEqual([
      stack.only("aws_ecs_cluster_capacity_providers"),
      expect.objectContaining({ role: expect.stringContaining("execution-role") as string }),
    ]);
  });

  test("has a network interface and a security group of its own in network mode awsvpc", () => {
    const stack = synthesizeOneOff({ networkMode: "awsvpc" });
    const { networkConfiguration } = outputOf(stack).value as { networkConfiguration: Block };
    const [group] = networkConfiguration.securityGroups as string[];

    expect(networkConfiguration.subnets).toEqual(["subnet-private-a", "subnet-private-b"]);
    expect(stack.follow(group)).toMatchObject({ description: "Task migrate" });
  });

  test("runs on the groups of instances that it names, in their parts", () => {
    const stack = synthesizeContext(({ stack: scope, vpc, cluster }) => {
      const spot = instanceGroup(scope, "spot", { cluster, vpc });
      const task = new OneOffTask(scope, "migrate", {
        cluster,
        vpc,
        name: "migrate",
        containers: [container()],
        capacityProviderStrategy: [{ group: spot, weight: 2, base: 1 }],
      });
      new TerraformOutput(scope, task.output.name, task.output.config);
    });
    const { capacityProviderStrategy } = outputOf(stack).value as { capacityProviderStrategy: Block[] };

    expect(capacityProviderStrategy).toEqual([
      { capacityProvider: expect.stringContaining("spot") as string, weight: 2, base: 1 },
    ]);
  });

  test("has the exit code of its essential container, whatever becomes of those that help", () => {
    const helper = container({ name: "proxy", essential: false });
    const stack = synthesizeOneOff({ containers: [helper, container({ name: "job" })] });

    expect(outputOf(stack).value).toMatchObject({ container: "job" });
  });
});

describe("a one-off task fails when", () => {
  test.each<[string, Partial<OneOffTaskProps>, string]>([
    [
      "its name has capitals",
      { name: "Migrate" },
      `test/migrate: 'name' must be 1 to 64 lowercase letters, digits and hyphens, beginning with a letter, got "Migrate"; choose another name`,
    ],
    [
      "two of its containers are essential",
      { containers: [container({ name: "a" }), container({ name: "b" })] },
      `test/migrate: 'containers' must have exactly one that is essential, got ["a","b"]; set 'essential: false' on those that only help: the exit code is that of the one that works`,
    ],
    [
      "a container has no memory",
      { containers: [container({ memoryMiB: undefined })] },
      "test/migrate: 'containers[0].memoryMiB' must be given, or 'memoryReservationMiB', got nothing; ECS places no container without one",
    ],
    [
      "it names no group of instances",
      { capacityProviderStrategy: [] },
      `test/migrate: 'capacityProviderStrategy' must have an item with a weight above 0, got []; leave 'weight' out for the main group`,
    ],
  ])("%s", (_, props, message) => {
    expect(refusalOf(() => synthesizeOneOff(props))).toBe(message);
  });

  test("a service of the cluster has its name", () => {
    const message = refusalOf(() =>
      synthesizeContext((context) => {
        service(context, "orders");
        const { stack, cluster, vpc } = context;
        new OneOffTask(stack, "task", { cluster, vpc, name: "orders", containers: [container()] });
      }),
    );

    expect(message).toBe(
      `test/task: 'logGroupName' must be unique in the stack, got "/ecs/main/orders"; 'test/orders' has it: choose another name for the service or the task`,
    );
  });

  test("no instances join the cluster", () => {
    const message = refusal((stack) => {
      const cluster = new EcsCluster(stack, "cluster", { name: "main" });
      const vpc = network(stack);
      new OneOffTask(stack, "migrate", { cluster, vpc, name: "migrate", containers: [container()] });
    });

    expect(message).toBe(
      `test/migrate: 'cluster' must have instances to place tasks on, got "main"; create EcsInstances for it`,
    );
  });
});
