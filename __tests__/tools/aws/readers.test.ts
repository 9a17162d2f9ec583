import { nameOf } from "../../../tools/aws/arn";
import { loadClients } from "../../../tools/aws/deployment-clients";
import { logStreamOf, readLogTail } from "../../../tools/aws/log-tail";
import { readServices } from "../../../tools/aws/services";
import { target } from "../../../tools/aws/target-health";
import { listRevisions, taskRevision } from "../../../tools/aws/task-definitions";
import { readTasks } from "../../../tools/aws/tasks";
import { type Answer, type AwsCall, startFakeAws } from "../support/fake-aws";

/** Runs `use` with clients of a service that answers like that. */
async function withAws<T>(
  answer: (call: AwsCall, earlier: number) => Answer,
  use: (clients: Awaited<ReturnType<typeof loadClients>>, calls: readonly AwsCall[]) => Promise<T>,
): Promise<T> {
  const aws = await startFakeAws(answer);
  try {
    const local = { endpoint: aws.endpoint, region: "eu-west-1", pid: 1 };
    return await use(await loadClients("eu-west-1", local), aws.calls);
  } finally {
    await aws.close();
  }
}

describe("services", () => {
  const answer = ({ input }: AwsCall) => ({
    services: (input.services as string[])
      .filter((name) => name !== "s2")
      .reverse()
      .map((serviceName) => ({ serviceName, status: "ACTIVE", runningCount: 1 })),
  });

  test("are asked for ten at a time, and come in the order of their names, also those that are missing", async () => {
    const names = Array.from({ length: 12 }, (_, index) => `s${index}`);
    await withAws(answer, async ({ ecs }, calls) => {
      const found = await readServices(ecs, "acc", names);

      expect(calls.map(({ input }) => (input.services as string[]).length)).toEqual([10, 2]);
      expect(found.map(({ name }) => name)).toEqual(names);
      expect(found.slice(1, 3).map(({ status, running }) => [status, running])).toEqual([
        ["ACTIVE", 1],
        ["MISSING", 0],
      ]);
    });
  });

  test("are not asked for if there are none", async () => {
    await withAws(answer, async ({ ecs }, calls) => {
      expect(await readServices(ecs, "acc", [])).toEqual([]);
      expect(calls).toEqual([]);
    });
  });
});

describe("tasks", () => {
  test("are listed page by page, described, and come with the newest first", async () => {
    const answer = ({ operation, input }: AwsCall) =>
      operation === "ListTasks"
        ? input.nextToken === undefined
          ? { taskArns: ["arn:aws:ecs:r:1:task/acc/a"], nextToken: "more" }
          : { taskArns: ["arn:aws:ecs:r:1:task/acc/b"] }
        : {
            tasks: (input.tasks as string[]).map((taskArn, index) => ({
              ...{ taskArn, group: "service:app", createdAt: 1000 + index, stopCode: "TaskFailedToStart" },
              containers: [{ name: "app", exitCode: 1, reason: "CannotPullContainerError" }],
            })),
          };
    await withAws(answer, async ({ ecs }, calls) => {
      const tasks = await readTasks(ecs, { cluster: "acc", service: "app", stopped: true });

      expect(calls[0]?.input).toMatchObject({ cluster: "acc", serviceName: "app", desiredStatus: "STOPPED" });
      expect(tasks).toMatchObject([
        { id: "b", service: "app", createdAt: new Date(1_001_000), stopCode: "TaskFailedToStart" },
        { id: "a", containers: [{ name: "app", exitCode: 1, reason: "CannotPullContainerError" }] },
      ]);
    });
  });
});

describe("revisions", () => {
  test("of a family are listed page by page, without those of families that begin alike", async () => {
    const arn = (name: string) => `arn:aws:ecs:r:1:task-definition/${name}`;
    const answer = ({ input }: AwsCall) =>
      input.nextToken === undefined
        ? { taskDefinitionArns: [arn("acc-app-two:1"), arn("acc-app:3")], nextToken: "more" }
        : { taskDefinitionArns: [arn("acc-app:1")] };
    await withAws(answer, async ({ ecs }, calls) => {
      const names: string[] = [];
      for await (const one of listRevisions(ecs, "acc-app")) {
        names.push(nameOf(one));
      }

      expect(names).toEqual(["acc-app:3", "acc-app:1"]);
      expect(calls[0]?.input).toEqual({ familyPrefix: "acc-app", sort: "DESC", status: "ACTIVE" });
    });
  });

  test("tell where the logs of their containers are, unless they are elsewhere", () => {
    const options = { "awslogs-group": "/ecs/acc/app", "awslogs-stream-prefix": "app" };
    const { containers } = taskRevision({
      containerDefinitions: [
        { name: "app", image: "shop/app:v1", logConfiguration: { logDriver: "awslogs", options } },
        {
          name: "proxy",
          image: "envoy:1",
          essential: false,
          logConfiguration: { logDriver: "syslog", options },
        },
        { name: "bare" },
      ],
    });

    expect(containers).toEqual([
      {
        name: "app",
        image: "shop/app:v1",
        essential: true,
        log: { group: "/ecs/acc/app", streamPrefix: "app" },
      },
      { name: "proxy", image: "envoy:1", essential: false, log: undefined },
      { name: "bare", image: "", essential: true, log: undefined },
    ]);
  });
});

test("a target tells its state, and why it is not healthy", () => {
  const described = {
    Target: { Id: "i-1", Port: 8080 },
    TargetHealth: { State: "unhealthy", Reason: "Target.Timeout", Description: "Request timed out" },
  } as const;

  expect(target("arn:group", described)).toEqual({
    ...{ targetGroup: "arn:group", id: "i-1", port: 8080 },
    ...{ state: "unhealthy", reason: "Target.Timeout", description: "Request timed out" },
  });
});

describe("the end of a log", () => {
  const stream = logStreamOf(
    { group: "/ecs/acc/app", streamPrefix: "web" },
    "app",
    "arn:aws:ecs:r:1:task/acc/a",
  );

  test("is read from the stream of the container in its task", async () => {
    await withAws(
      () => ({ events: [{ message: "one" }, { message: "two" }] }),
      async ({ logs }, calls) => {
        expect(await readLogTail(logs, stream, 5)).toEqual({ ...stream, lines: ["one", "two"] });
        expect(calls[0]?.input).toEqual({
          logGroupName: "/ecs/acc/app",
          logStreamName: "web/app/a",
          limit: 5,
        });
      },
    );
  });

  test("is empty with a reason if CloudWatch refuses it", async () => {
    const error = { __type: "ResourceNotFoundException", message: "no such stream" };
    await withAws(
      () => ({ status: 400, error }),
      async ({ logs }) => {
        expect(await readLogTail(logs, stream, 5)).toEqual({
          ...{ ...stream, lines: [], refusal: "ResourceNotFoundException: no such stream" },
        });
      },
    );
  });
});
