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

test("a container has the security options of Docker that it names", () => {
  const dockerSecurityOptions = ["no-new-privileges", "apparmor:docker-default", "label:type:svirt_t"];

  expect(renderContainer({ dockerSecurityOptions })).toMatchObject({ dockerSecurityOptions });
  expect(renderContainer({})).not.toHaveProperty("dockerSecurityOptions");
});

test("fails when a security option or a capability is none of those that ECS takes", () => {
  const refused = refusedContainers([
    {
      capabilities: { add: ["ALL", "CAP_SYS_TIME"], drop: ["net_raw"] },
      dockerSecurityOptions: ["no-new-privileges:true", "seccomp=unconfined"],
    },
  ]);
  const capability = "must be a capability that ECS knows, got";
  const option = "must be no-new-privileges, apparmor:<profile>, label:<value> or credentialspec:<file>, got";

  expect(refused.split("\n")).toEqual([
    `test/task: 'containers[0].capabilities.add[1]' ${capability} "CAP_SYS_TIME"; write it in capitals without CAP_, e.g. NET_ADMIN`,
    `test/task: 'containers[0].capabilities.drop[0]' ${capability} "net_raw"; write it in capitals without CAP_, e.g. NET_ADMIN`,
    `test/task: 'containers[0].dockerSecurityOptions[0]' ${option} "no-new-privileges:true"; ECS takes no other options of Docker`,
    `test/task: 'containers[0].dockerSecurityOptions[1]' ${option} "seccomp=unconfined"; ECS takes no other options of Docker`,
  ]);
});
