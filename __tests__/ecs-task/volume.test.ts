import type { ContainerProps, Volumes } from "../../modules/ecs-task";
import { refusalOf } from "../support/synth";
import { container, containersOf, statementsOf, synthesizeTask } from "../support/task";

function task(volumes: Volumes, ...mountPoints: NonNullable<ContainerProps["mountPoints"]>) {
  return synthesizeTask({ volumes, containers: [container({ mountPoints })] });
}

test("a path of the instance is mounted where the container says", () => {
  const stack = task(
    { root: { hostPath: "/" } },
    { volume: "root", containerPath: "/rootfs", readOnly: true },
  );

  expect(stack.only("aws_ecs_task_definition").volume).toEqual([{ name: "root", host_path: "/" }]);
  expect(containersOf(stack)[0]?.mountPoints).toEqual([
    { sourceVolume: "root", containerPath: "/rootfs", readOnly: true },
  ]);
});

test("a volume of Docker goes with the task unless it is shared", () => {
  const stack = task({ cache: { docker: {} }, data: { docker: { scope: "shared", autoprovision: true } } });

  expect(stack.only("aws_ecs_task_definition").volume).toEqual([
    { name: "cache", docker_volume_configuration: { scope: "task", driver: "local" } },
    {
      name: "data",
      docker_volume_configuration: { scope: "shared", autoprovision: true, driver: "local" },
    },
  ]);
});

test("what looks like a template of Terraform reaches ECS as it stands", () => {
  const stack = task({
    root: { hostPath: "/${x}" },
    tmp: { docker: { driverOptions: { o: "size=%{x}" } } },
  });

  expect(stack.only("aws_ecs_task_definition").volume).toEqual([
    { name: "root", host_path: "/$${x}" },
    {
      name: "tmp",
      docker_volume_configuration: { scope: "task", driver: "local", driver_opts: { o: "size=%%{x}" } },
    },
  ]);
});

describe("a file system of EFS", () => {
  const efs = { fileSystemId: "fs-0123456789abcdef0", accessPointId: "fsap-0123456789abcdef0" };

  test("is encrypted on its way and asks the task role", () => {
    const stack = task({ data: { efs } }, { volume: "data", containerPath: "/data" });

    expect(stack.only("aws_ecs_task_definition").volume).toEqual([
      {
        name: "data",
        efs_volume_configuration: {
          file_system_id: "fs-0123456789abcdef0",
          root_directory: "/",
          transit_encryption: "ENABLED",
          authorization_config: { access_point_id: "fsap-0123456789abcdef0", iam: "ENABLED" },
        },
      },
    ]);
  });

  test("may be mounted and written by the task role, through its access point only", () => {
    const stack = task({ data: { efs } }, { volume: "data", containerPath: "/data" });
    const arn = /^arn:aws:elasticfilesystem:eu-west-1:\$\{.*\}:/.source;

    expect(statementsOf(stack, "task-role")).toEqual([
      {
        Effect: "Allow",
        Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
        Resource: [expect.stringMatching(new RegExp(`${arn}file-system/fs-0123456789abcdef0$`))],
        Condition: {
          StringEquals: {
            "elasticfilesystem:AccessPointArn": expect.stringMatching(
              new RegExp(`${arn}access-point/fsap-0123456789abcdef0$`),
            ) as string,
          },
        },
      },
    ]);
  });

  test("may not be written when it is mounted read-only", () => {
    const stack = task({ data: { efs } }, { volume: "data", containerPath: "/data", readOnly: true });

    expect(statementsOf(stack, "task-role")[0]?.Action).toEqual(["elasticfilesystem:ClientMount"]);
  });

  test("fails when an access point is to be used without encryption", () => {
    expect(refusalOf(() => task({ data: { efs: { ...efs, transitEncryption: false } } }))).toBe(
      "test/task: 'volumes.data.efs.transitEncryption' must be true with an access point or IAM, " +
        "got false; leave it out",
    );
  });

  test("fails when an access point is given another root directory", () => {
    expect(refusalOf(() => task({ data: { efs: { ...efs, rootDirectory: "/orders" } } }))).toBe(
      "test/task: 'volumes.data.efs.rootDirectory' must be left out with an access point, " +
        'got "/orders"; the access point has a root directory of its own',
    );
  });
});

test("fails when a volume of one task is to be made where it is missing", () => {
  expect(refusalOf(() => task({ cache: { docker: { autoprovision: true } } }))).toBe(
    "test/task: 'volumes.cache.docker.autoprovision' must be left out unless scope is \"shared\", " +
      "got true; a volume of one task is always made",
  );
});

test("fails when the path of the instance is relative", () => {
  expect(refusalOf(() => task({ data: { hostPath: "data" } }))).toBe(
    "test/task: 'volumes.data.hostPath' must be an absolute path, got \"data\"; write it like /var/lib/data",
  );
});
