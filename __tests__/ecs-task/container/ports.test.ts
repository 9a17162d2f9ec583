import type { NetworkMode, PortMapping } from "../../../modules/ecs-task";
import { refusedContainers, renderContainer } from "../../support/task";

test("a container offers its ports on free ports of the instance, and on fixed ones when asked to", () => {
  const portMappings: PortMapping[] = [
    { containerPort: 1 },
    { containerPort: 65_535, hostPort: 65_535, protocol: "udp" },
  ];

  expect(renderContainer({ portMappings }).portMappings).toEqual([
    { containerPort: 1, hostPort: 0, protocol: "tcp" },
    { containerPort: 65_535, hostPort: 65_535, protocol: "udp" },
  ]);
});

test.each([
  [
    { containerPort: 0 },
    "containerPort' must be an integer from 1 to 65535, got 0; give the port that the container listens on",
  ],
  [
    { containerPort: 65_536 },
    "containerPort' must be an integer from 1 to 65535, got 65536; give the port that the container listens on",
  ],
  [
    { containerPort: 80, hostPort: 65_536 },
    "hostPort' must be an integer from 0 to 65535, got 65536; leave it out for a free one",
  ],
])("fails when the second port mapping is %j", (mapping, message) => {
  expect(refusedContainers([{ portMappings: [{ containerPort: 80 }, mapping] }])).toBe(
    `test/task: 'containers[0].portMappings[1].${message}`,
  );
});

describe.each<NetworkMode>(["awsvpc", "host"])("in network mode %s", (networkMode) => {
  test.each<PortMapping>([{ containerPort: 80 }, { containerPort: 80, hostPort: 80 }])(
    "the container's port is that of the instance, as ECS answers, with %j",
    (mapping) => {
      expect(renderContainer({ portMappings: [mapping] }, networkMode).portMappings).toEqual([
        { containerPort: 80, hostPort: 80, protocol: "tcp" },
      ]);
    },
  );

  test("fails when the host port differs from the container's", () => {
    const portMappings = [{ containerPort: 80, hostPort: 8080 }];

    expect(refusedContainers([{ portMappings }], { networkMode })).toBe(
      `test/task: 'containers[0].portMappings[0].hostPort' must equal 'containerPort' (80) in network mode ${networkMode}, got 8080; leave it out`,
    );
  });
});
