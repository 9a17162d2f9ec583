import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import {
  type ContainerDefinition,
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  type Service,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { describeWithMoto, StrictServer } from "./support/strict-server";

const CREDENTIALS = { accessKeyId: "local", secretAccessKey: "local" };
const BREAKER = { deploymentCircuitBreaker: { enable: true, rollback: true } };

describeWithMoto("ECS on the local AWS", (python) => {
  let server: StrictServer;
  let ecs: ECSClient;
  let services = 0;

  beforeAll(async () => {
    server = await StrictServer.start(python);
    const credentials = CREDENTIALS;
    ecs = new ECSClient({ endpoint: server.endpoint, region: "eu-west-1", credentials, maxAttempts: 1 });
    await ecs.send(new CreateClusterCommand({ clusterName: "main" }));
  });

  afterAll(async () => {
    ecs.destroy();
    await server.stop();
  });

  /** Registers an image and gives its task definition's ARN. */
  async function register(tag: string, more: Partial<ContainerDefinition> = {}): Promise<string> {
    const container = { name: "app", image: `registry.example.com:5000/app:${tag}`, memory: 128, ...more };
    const { taskDefinition } = await ecs.send(
      new RegisterTaskDefinitionCommand({ family: "app", containerDefinitions: [container] }),
    );
    return taskDefinition?.taskDefinitionArn ?? "";
  }

  /** Creates a service of two tasks that run this image. */
  async function create(
    tag: string,
    deploymentConfiguration: object = BREAKER,
    more: Partial<ContainerDefinition> = {},
  ): Promise<string> {
    services += 1;
    const serviceName = `app-${services}`;
    const taskDefinition = await register(tag, more);
    await ecs.send(
      new CreateServiceCommand({
        cluster: "main",
        serviceName,
        taskDefinition,
        desiredCount: 2,
        deploymentConfiguration,
      }),
    );
    return serviceName;
  }

  async function update(service: string, tag: string): Promise<string> {
    const taskDefinition = await register(tag);
    await ecs.send(new UpdateServiceCommand({ cluster: "main", service, taskDefinition }));
    return taskDefinition;
  }

  async function describeService(service: string): Promise<Service> {
    const answer = await ecs.send(new DescribeServicesCommand({ cluster: "main", services: [service] }));
    return answer.services?.[0] ?? {};
  }

  /** A service's deployments and running tasks, each time that it is described. */
  async function follow(service: string, times: number): Promise<string[]> {
    const seen: string[] = [];
    for (let time = 0; time < times; time += 1) {
      const { deployments = [], runningCount = 0 } = await describeService(service);
      const states = deployments.map((one) => `${one.status ?? ""} ${one.rolloutState ?? ""}`);
      seen.push(`${states.join(", ")}: ${runningCount} running`);
    }
    return seen;
  }

  async function stoppedTasks(serviceName: string) {
    const list = { cluster: "main", serviceName };
    const { taskArns } = await ecs.send(new ListTasksCommand({ ...list, desiredStatus: "STOPPED" }));
    const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster: "main", tasks: taskArns }));
    return tasks.map(({ stopCode, stoppedReason, containers, lastStatus, group }) => ({
      stopCode,
      stoppedReason,
      exitCode: containers?.[0]?.exitCode,
      lastStatus,
      group,
    }));
  }

  test("completes the deployment of an image whose tag says nothing, at once", async () => {
    const service = await create("v1");
    const second = await update(service, "v2");
    const { deployments, taskDefinition } = await describeService(service);

    expect(deployments).toEqual([
      expect.objectContaining({
        status: "PRIMARY",
        rolloutState: "COMPLETED",
        taskDefinition: second,
        runningCount: 2,
      }),
    ]);
    expect(taskDefinition).toBe(second);
  });

  test("rolls a broken image back after three failed tasks, and tells why", async () => {
    const service = await create("v1");
    const { taskDefinition: first } = await describeService(service);
    await update(service, "broken-1");

    const seen = await follow(service, 5);
    const { taskDefinition, events = [] } = await describeService(service);

    expect(seen).toEqual([
      ...Array<string>(3).fill("PRIMARY IN_PROGRESS, ACTIVE COMPLETED: 2 running"),
      "PRIMARY IN_PROGRESS, ACTIVE FAILED, ACTIVE COMPLETED: 2 running",
      "PRIMARY COMPLETED: 2 running",
    ]);
    expect(taskDefinition).toBe(first);
    expect(events.map(({ message = "" }) => message.replaceAll(/ecs-svc\/\d+/g, "<id>"))).toEqual([
      `(service ${service}) has reached a steady state.`,
      `(service ${service}) rolling back to deployment <id>.`,
      `(service ${service}) (deployment <id>) deployment failed: tasks failed to start.`,
      `(service ${service}) has reached a steady state.`,
    ]);
    await expect(stoppedTasks(service)).resolves.toEqual(
      Array(3).fill({
        stopCode: "EssentialContainerExited",
        stoppedReason: "Essential container in task exited",
        exitCode: 1,
        lastStatus: "STOPPED",
        group: `service:${service}`,
      }),
    );
  });

  test("fails a first deployment, to which there is nothing to roll back", async () => {
    const service = await create("broken");

    await expect(follow(service, 5)).resolves.toEqual([
      ...Array<string>(3).fill("PRIMARY IN_PROGRESS: 0 running"),
      "PRIMARY FAILED: 0 running",
      "PRIMARY FAILED: 0 running",
    ]);
    expect((await describeService(service)).deployments?.[0]?.rolloutStateReason).toBe(
      "ECS deployment circuit breaker: tasks failed to start.",
    );
  });

  test("goes on trying without a circuit breaker", async () => {
    const service = await create("v1", {});
    await update(service, "broken");

    await expect(follow(service, 6)).resolves.toEqual(
      Array<string>(6).fill("PRIMARY IN_PROGRESS, ACTIVE COMPLETED: 2 running"),
    );
  });

  test("fails an unhealthy image by its health checks, and a missing one before it starts", async () => {
    const unhealthy = await create("unhealthy");
    const missing = await create("missing");
    await Promise.all([follow(unhealthy, 1), follow(missing, 1)]);

    await expect(stoppedTasks(unhealthy)).resolves.toEqual([
      expect.objectContaining({
        stopCode: "ServiceSchedulerInitiated",
        stoppedReason: "Task failed container health checks",
        exitCode: 143,
      }),
    ]);
    await expect(stoppedTasks(missing)).resolves.toEqual([
      expect.objectContaining({
        stopCode: "TaskFailedToStart",
        stoppedReason:
          "CannotPullContainerError: failed to resolve ref registry.example.com:5000/app:missing: not found",
        exitCode: undefined,
      }),
    ]);
  });

  test("keeps what a container has written before it ended, where its log driver sends it", async () => {
    const logs = new CloudWatchLogs({
      endpoint: server.endpoint,
      region: "eu-west-1",
      credentials: CREDENTIALS,
    });
    await logs.createLogGroup({ logGroupName: "/ecs/app" });
    const options = {
      "awslogs-group": "/ecs/app",
      "awslogs-region": "eu-west-1",
      "awslogs-stream-prefix": "web",
    };
    const service = await create("broken", BREAKER, { logConfiguration: { logDriver: "awslogs", options } });
    await follow(service, 1);
    const { logStreams = [] } = await logs.describeLogStreams({ logGroupName: "/ecs/app" });
    const [logStreamName] = logStreams.map((one) => one.logStreamName ?? "");
    const { events } = await logs.getLogEvents({ logGroupName: "/ecs/app", logStreamName });
    logs.destroy();

    expect(logStreamName).toMatch(/^web\/app\/[0-9a-f-]+$/);
    expect(events?.map(({ message }) => message)).toEqual([
      "Starting registry.example.com:5000/app:broken",
      "Error: this image is broken",
    ]);
  });

  test("rolls back what finds no place, and says so in events instead of stopped tasks", async () => {
    const service = await create("v1");
    await update(service, "unplaced");

    expect((await follow(service, 4)).at(-1)).toBe(
      "PRIMARY IN_PROGRESS, ACTIVE FAILED, ACTIVE COMPLETED: 2 running",
    );
    expect((await describeService(service)).events?.map(({ message }) => message)).toContain(
      `(service ${service}) was unable to place a task because no container instance met all of its requirements.`,
    );
    await expect(stoppedTasks(service)).rejects.toThrow("Tasks cannot be empty.");
  });
});
