import type { ContainerProps } from "../../../modules/ecs-task";
import { refusedContainers, renderContainer } from "../../support/task";

const peak = "give what the container needs at its peak";

test("a container reserves no CPU and has the memory that it is given", () => {
  expect(renderContainer({ memoryMiB: 128 })).toMatchObject({ cpu: 0, memory: 128 });
});

test.each<[Partial<ContainerProps>, object]>([
  [{ cpu: 196_608 }, { cpu: 196_608 }],
  [{ memoryMiB: 6 }, { memory: 6 }],
  [{ memoryMiB: 25_165_824 }, { memory: 25_165_824 }],
  [
    { memoryMiB: 128, memoryReservationMiB: 128 },
    { memory: 128, memoryReservation: 128 },
  ],
  [{ memoryMiB: undefined, memoryReservationMiB: 300 }, { memoryReservation: 300 }],
  [{ gpus: 1 }, { resourceRequirements: [{ type: "GPU", value: "1" }] }],
  [{ gpus: 16 }, { resourceRequirements: [{ type: "GPU", value: "16" }] }],
])("a container may have %j", (props, rendered) => {
  expect(renderContainer(props)).toMatchObject(rendered);
});

test.each<[string, Partial<ContainerProps>, string]>([
  [
    "it reserves a negative share of the processor",
    { cpu: -1 },
    "'containers[0].cpu' must be an integer from 0 to 196608, got -1; 1024 units are one vCPU",
  ],
  [
    "it reserves more than the largest instance has",
    { cpu: 196_609 },
    "'containers[0].cpu' must be an integer from 0 to 196608, got 196609; 1024 units are one vCPU",
  ],
  [
    "its memory is less than Docker's least",
    { memoryMiB: 5 },
    `'containers[0].memoryMiB' must be an integer from 6 to 25165824, got 5; ${peak}`,
  ],
  [
    "it reserves less memory than Docker's least",
    { memoryReservationMiB: 5 },
    `'containers[0].memoryReservationMiB' must be an integer from 6 to 25165824, got 5; ${peak}`,
  ],
  [
    "it has no memory at all",
    { memoryMiB: undefined },
    "'containers[0].memoryMiB' must be given, or 'memoryReservationMiB', got nothing; ECS places no container without one",
  ],
  [
    "it reserves more memory than it may use",
    { memoryMiB: 128, memoryReservationMiB: 129 },
    "'containers[0].memoryReservationMiB' must not be greater than 'memoryMiB' (128), got 129; lower the reservation or raise the limit",
  ],
  [
    "it wants no GPU",
    { gpus: 0 },
    "'containers[0].gpus' must be an integer from 1 to 16, got 0; leave it out for none; no instance has more than 16",
  ],
  [
    "it wants more GPUs than an instance has",
    { gpus: 17 },
    "'containers[0].gpus' must be an integer from 1 to 16, got 17; leave it out for none; no instance has more than 16",
  ],
])("fails when %s", (_, props, message) => {
  expect(refusedContainers([props])).toBe(`test/task: ${message}`);
});
