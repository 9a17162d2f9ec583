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
