import {
  container,
  containersOf,
  refusedContainers,
  renderContainer,
  synthesizeTask,
} from "../../support/task";

test("a container has the volumes of its task where it says, and may write to them unless it says otherwise", () => {
  const mountPoints = [
    { volume: "data", containerPath: "/data" },
    { volume: "root", containerPath: "/rootfs", readOnly: true },
  ];
  const stack = synthesizeTask({
    volumes: { data: { docker: {} }, root: { hostPath: "/" } },
    containers: [container({ mountPoints })],
  });

  expect(containersOf(stack)[0]?.mountPoints).toEqual([
    { sourceVolume: "data", containerPath: "/data", readOnly: false },
    { sourceVolume: "root", containerPath: "/rootfs", readOnly: true },
  ]);
});

test("the root file system can be read only", () => {
  expect(renderContainer({ readonlyRootFilesystem: true }).readonlyRootFilesystem).toBe(true);
  expect(renderContainer()).not.toHaveProperty("readonlyRootFilesystem");
});

test("fails when a container mounts a volume that the task does not have", () => {
  expect(refusedContainers([{ mountPoints: [{ volume: "data", containerPath: "/data" }] }])).toBe(
    "test/task: 'containers[0].mountPoints[0].volume' must be one of the task's volumes, " +
      "got \"data\"; add it to 'volumes'",
  );
});

test("fails when a shell is wanted in a container whose root cannot be written to", () => {
  expect(refusedContainers([{ readonlyRootFilesystem: true }], { execEnabled: true })).toBe(
    "test/task: 'containers[0].readonlyRootFilesystem' must be left out with 'execEnabled', " +
      "got true; the agent that opens the shell writes to the root file system",
  );
});
