import { type ContainerProps, type NetworkMode, TaskDefinition } from "../../modules/ecs-task";
import { refusal, synthesize } from "../support/synth";
import { containersOf } from "../support/task";

const main: ContainerProps = { name: "app", image: "nginx:1.27", memoryMiB: 128 };

function taskOf(containers: readonly ContainerProps[], networkMode?: NetworkMode) {
  return (stack: ConstructorParameters<typeof TaskDefinition>[0]) =>
    new TaskDefinition(stack, "task", {
      family: "app",
      namePrefix: "main-app",
      containers,
      networkMode,
      logGroupName: "/ecs/main/app",
    });
}

describe("a container fails when", () => {
  const name = "1 to 255 letters, digits, hyphens and underscores";
  test.each<[string, Partial<ContainerProps>, string]>([
    [
      "its name has a dot",
      { name: "my.app" },
      `'containers[0].name' must be ${name}, got "my.app"; choose another name`,
    ],
    [
      "it reserves a negative share of the processor",
      { cpu: -1 },
      "'containers[0].cpu' must be an integer from 0 to 196608, got -1; 1024 units are one vCPU",
    ],
    [
      "its memory is less than Docker's least",
      { memoryMiB: 5 },
      "'containers[0].memoryMiB' must be an integer from 6 to 25165824, got 5; give what the container needs at its peak",
    ],
    [
      "it reserves less memory than Docker's least",
      { memoryReservationMiB: 5 },
      "'containers[0].memoryReservationMiB' must be an integer from 6 to 25165824, got 5; give what the container needs at its peak",
    ],
    [
      "it has no memory at all",
      { memoryMiB: undefined },
      "'containers[0].memoryMiB' must be given, or 'memoryReservationMiB', got nothing; ECS places no container without one",
    ],
    [
      "it reserves more memory than it may use",
      { memoryReservationMiB: 129 },
      "'containers[0].memoryReservationMiB' must not be greater than 'memoryMiB' (128), got 129; lower the reservation or raise the limit",
    ],
    [
      "it has more than two minutes to stop",
      { stopTimeoutSeconds: 121 },
      "'containers[0].stopTimeoutSeconds' must be an integer from 0 to 120, got 121; the default is 30",
    ],
    [
      "it listens on port 0",
      { portMappings: [{ containerPort: 80 }, { containerPort: 0 }] },
      "'containers[0].portMappings[1].containerPort' must be an integer from 1 to 65535, got 0; give the port that the container listens on",
    ],
    [
      "the instance has no such port",
      { portMappings: [{ containerPort: 80, hostPort: 65_536 }] },
      "'containers[0].portMappings[0].hostPort' must be an integer from 0 to 65535, got 65536; leave it out for a free one",
    ],
    [
      "its health is checked too often",
      { healthCheck: { command: ["CMD", "true"], intervalSeconds: 4 } },
      "'containers[0].healthCheck.intervalSeconds' must be an integer from 5 to 300, got 4; the default is 30",
    ],
    [
      "its health check has too little time",
      { healthCheck: { command: ["CMD", "true"], timeoutSeconds: 1 } },
      "'containers[0].healthCheck.timeoutSeconds' must be an integer from 2 to 60, got 1; the default is 5",
    ],
    [
      "its health check is not repeated",
      { healthCheck: { command: ["CMD", "true"], retries: 0 } },
      "'containers[0].healthCheck.retries' must be an integer from 1 to 10, got 0; the default is 3",
    ],
    [
      "its health does not count for too long",
      { healthCheck: { command: ["CMD", "true"], startPeriodSeconds: 301 } },
      "'containers[0].healthCheck.startPeriodSeconds' must be an integer from 0 to 300, got 301; the default is 0",
    ],
    [
      "nothing in the task is essential",
      { essential: false },
      `'containers' must have one that is essential, got ["app"]; leave 'essential' out for the main container`,
    ],
  ])("%s", (_, change, message) => {
    expect(refusal(taskOf([{ ...main, ...change }]))).toBe(`test/task: ${message}`);
  });

  test("its image has no version", () => {
    expect(refusal(taskOf([{ ...main, image: "nginx" }]))).toBe(
      `test/task: 'containers[0].image' must be an image with its tag or digest, got "nginx"; write it like nginx:1.27; without a tag nobody knows which version runs`,
    );
  });

  test("[S4.2] its image has the tag latest, unless that is allowed", () => {
    const image = "nginx:latest";
    expect(refusal(taskOf([{ ...main, image }]))).toBe(
      `test/task: 'containers[0].image' must not have the tag latest, got "nginx:latest"; name a version, since nobody knows which one that is, or set 'allowLatest'`,
    );
    expect(() => synthesize(taskOf([{ ...main, image, allowLatest: true }]))).not.toThrow();
  });

  test.each<NetworkMode>(["awsvpc", "host"])(
    "its host port differs from its own in network mode %s",
    (mode) => {
      const portMappings = [{ containerPort: 80, hostPort: 8080 }];
      expect(refusal(taskOf([{ ...main, portMappings }], mode))).toBe(
        `test/task: 'containers[0].portMappings[0].hostPort' must equal 'containerPort' (80) in network mode ${mode}, got 8080; leave it out`,
      );
    },
  );
});

describe("the containers of a task fail when", () => {
  test("there are none", () => {
    expect(refusal(taskOf([]))).toBe(
      "test/task: 'containers' must list at least 1 container, got []; a task without containers does nothing",
    );
  });

  test("the second is wrong, which is named", () => {
    expect(refusal(taskOf([main, { ...main, name: "side", image: "nginx" }]))).toMatch(
      /^test\/task: 'containers\[1\]\.image' must/,
    );
  });

  test("two have the same name", () => {
    expect(refusal(taskOf([main, { ...main, name: "side" }, main]))).toBe(
      `test/task: 'containers[2].name' must be unique in the task, got "app"; give each container another name`,
    );
  });

  test("two take the same port of the instance", () => {
    const first = {
      ...main,
      portMappings: [
        { containerPort: 80, hostPort: 80 },
        { containerPort: 81, hostPort: 81 },
      ],
    };
    const second = {
      ...main,
      name: "side",
      portMappings: [{ containerPort: 80 }, { containerPort: 8080, hostPort: 80 }],
    };
    expect(refusal(taskOf([first, second]))).toBe(
      `test/task: 'containers[1].portMappings[1].hostPort' must be unique in the task, got "80/tcp"; give each container another hostPort`,
    );
  });
});

describe.each<NetworkMode>(["awsvpc", "host"])("in network mode %s", (mode) => {
  test("a container's port is that of the instance, as ECS answers", () => {
    const stack = synthesize(taskOf([{ ...main, portMappings: [{ containerPort: 80 }] }], mode));

    expect(containersOf(stack)[0]?.portMappings).toEqual([
      { containerPort: 80, hostPort: 80, protocol: "tcp" },
    ]);
  });

  test("fails when two containers have the same port, since they share one network", () => {
    const portMappings = [{ containerPort: 80 }];

    expect(
      refusal(
        taskOf(
          [
            { ...main, portMappings },
            { ...main, name: "side", portMappings },
          ],
          mode,
        ),
      ),
    ).toBe(
      `test/task: 'containers[1].portMappings[0].containerPort' must be unique in the task, got "80/tcp"; give each container another containerPort`,
    );
  });
});

describe("the containers of a task may", () => {
  test.each<[string, ContainerProps[], NetworkMode | undefined]>([
    [
      "take the same port for TCP and UDP",
      [
        {
          ...main,
          portMappings: [
            { containerPort: 53, hostPort: 53 },
            { containerPort: 53, hostPort: 53, protocol: "udp" },
          ],
        },
      ],
      undefined,
    ],
    [
      "reserve memory without a limit",
      [{ ...main, memoryMiB: undefined, memoryReservationMiB: 300 }],
      undefined,
    ],
    [
      "take any number of free ports",
      [
        { ...main, portMappings: [{ containerPort: 80 }, { containerPort: 81, hostPort: 0 }] },
        { ...main, name: "side", portMappings: [{ containerPort: 80 }] },
      ],
      undefined,
    ],
    [
      "leave the host port out in awsvpc",
      [{ ...main, portMappings: [{ containerPort: 80 }, { containerPort: 81 }] }],
      "awsvpc",
    ],
    ["reserve all the memory that they may use", [{ ...main, memoryReservationMiB: 128 }], undefined],
    ["be essential or not", [main, { ...main, name: "side", essential: false }], undefined],
    [
      "repeat their own port in awsvpc",
      [{ ...main, portMappings: [{ containerPort: 80, hostPort: 80 }] }],
      "awsvpc",
    ],
    [
      "have a tag and a registry with a port",
      [{ ...main, image: "registry.example.com:5000/a/b:v1" }],
      undefined,
    ],
    ["have a digest", [{ ...main, image: `nginx@sha256:${"0".repeat(64)}` }], undefined],
  ])("%s", (_, containers, networkMode) => {
    expect(() => synthesize(taskOf(containers, networkMode))).not.toThrow();
  });
});
