import { clustersOf } from "../../../tools/compose/clusters";
import { environmentIn } from "../../../tools/compose/environments";
import { environmentTable } from "../../../tools/compose/table";
import { serviceReport } from "../../../tools/compose/tasks";

const INSTANCE = "arn:aws:ecs:eu-west-1:123456789012:container-instance/cluster01/f00";

/** A task as ECS describes it. */
const task = {
  taskArn: "arn:aws:ecs:eu-west-1:123456789012:task/cluster01/abc",
  lastStatus: "RUNNING",
  containerInstanceArn: INSTANCE,
  containers: [
    { name: "web", networkBindings: [{ containerPort: 5000, hostPort: 32_770, protocol: "tcp" as const }] },
    { name: "dns", networkBindings: [{ containerPort: 53, hostPort: 32_771, protocol: "udp" as const }] },
    { name: "redis", networkBindings: [] },
  ],
};

test("a state with services is an environment, and one that is empty is none", () => {
  const service = { type: "aws_ecs_service", instances: [{ attributes: { cluster: "c", name: "login" } }] };
  const role = { type: "aws_iam_role", instances: [{ attributes: {} }] };

  expect(environmentIn("login", JSON.stringify({ resources: [role, service] }))).toEqual([
    { name: "login", services: [{ cluster: "c", service: "login" }] },
  ]);
  expect(environmentIn("half", JSON.stringify({ resources: [role] }))).toEqual([
    { name: "half", services: [] },
  ]);
  expect(environmentIn("gone", JSON.stringify({ resources: [] }))).toEqual([]);
});

test("a service tells the ports of its tasks on their instances", () => {
  const counts = { runningCount: 1, desiredCount: 2 };

  expect(serviceReport("login", "login", counts, [task], new Map([[INSTANCE, "10.40.1.5"]]))).toEqual({
    environment: "login",
    service: "login",
    running: 1,
    desired: 2,
    tasks: [
      {
        id: "abc",
        status: "RUNNING",
        address: "10.40.1.5",
        ports: [
          { container: "web", containerPort: 5000, hostPort: 32_770, protocol: "tcp" },
          { container: "dns", containerPort: 53, hostPort: 32_771, protocol: "udp" },
        ],
      },
    ],
  });
});

test("the table has a line for each port, and says what is not there yet", () => {
  const environments = ["half", "login", "new"].map((name) => ({ name, services: [] }));
  const counts = { runningCount: 1, desiredCount: 2 };
  const pending = { ...task, lastStatus: "PENDING", containers: [] };
  const where = new Map([[INSTANCE, "10.40.1.5"]]);

  expect(
    environmentTable(environments, [
      serviceReport("login", "login-web", counts, [task, pending], where),
      serviceReport("new", "new", undefined, [], new Map()),
    ]),
  ).toEqual([
    "NAME   SERVICE    TASKS  WHERE",
    "half   -          -      -",
    "login  login-web  1/2    web 5000 at 10.40.1.5:32770",
    "                         dns 53/udp at 10.40.1.5:32771",
    "                         pending on 10.40.1.5, no ports",
    "new    new        0/0    no task yet",
  ]);
  expect(environmentTable([], [])).toEqual(["Nothing is up."]);
});

test("the clusters of a stack are those that its services name, each once", () => {
  const services = { a: { cluster: "c" }, b: { cluster: "c" }, d: { cluster: "e" } };

  expect(clustersOf(JSON.stringify({ resource: { aws_ecs_service: services } }))).toEqual(["c", "e"]);
  expect(clustersOf("{}")).toEqual([]);
});
