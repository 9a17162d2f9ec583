import {
  container,
  containersOf,
  refusedContainers,
  renderContainer,
  synthesizeTask,
} from "../../support/task";

test("rights and devices are rendered in ECS's words", () => {
  const rendered = renderContainer({
    privileged: true,
    interactive: true,
    pseudoTerminal: true,
    initProcessEnabled: true,
    capabilities: { add: ["NET_ADMIN"], drop: ["MKNOD"] },
    sharedMemoryMiB: 256,
  });

  expect(rendered).toMatchObject({
    privileged: true,
    interactive: true,
    pseudoTerminal: true,
    linuxParameters: {
      initProcessEnabled: true,
      capabilities: { add: ["NET_ADMIN"], drop: ["MKNOD"] },
      sharedMemorySize: 256,
    },
  });
});

test.each([
  [undefined, true],
  [false, false],
])("with ECS Exec, an init process that is set to %j is %j", (initProcessEnabled, expected) => {
  const stack = synthesizeTask({ execEnabled: true, containers: [container({ initProcessEnabled })] });

  expect(containersOf(stack)[0]?.linuxParameters).toEqual({ initProcessEnabled: expected });
});

test.each([1, 25_165_824])("shared memory may have %i MiB", (sharedMemoryMiB) => {
  expect(renderContainer({ sharedMemoryMiB }).linuxParameters).toEqual({ sharedMemorySize: sharedMemoryMiB });
});

test.each([0, 25_165_825])("fails when shared memory has %i MiB", (sharedMemoryMiB) => {
  expect(refusedContainers([{ sharedMemoryMiB }])).toBe(
    `test/task: 'containers[0].sharedMemoryMiB' must be an integer from 1 to 25165824, got ${sharedMemoryMiB}; leave it out for Docker's 64`,
  );
});

test("a container has the devices of the instance that it names, where and as it says", () => {
  const devices = [
    { hostPath: "/dev/fuse" },
    { hostPath: "/dev/kmsg", containerPath: "/dev/log", permissions: ["read" as const] },
  ];

  expect(renderContainer({ devices }).linuxParameters).toEqual({
    devices: [
      { hostPath: "/dev/fuse", containerPath: "/dev/fuse", permissions: ["read", "write", "mknod"] },
      { hostPath: "/dev/kmsg", containerPath: "/dev/log", permissions: ["read"] },
    ],
  });
});

test("fails when a device has no path under /dev, or no permission", () => {
  expect(
    refusedContainers([{ devices: [{ hostPath: "fuse", containerPath: "/fuse", permissions: [] }] }]),
  ).toBe(
    [
      "test/task: 'containers[0].devices[0].hostPath' must be the path of a device, got \"fuse\"; write it like /dev/fuse",
      "test/task: 'containers[0].devices[0].containerPath' must be the path of a device, got \"/fuse\"; write it like /dev/fuse",
      "test/task: 'containers[0].devices[0].permissions' must list at least 1 permission, got []; leave it out for all three",
    ].join("\n"),
  );
});
