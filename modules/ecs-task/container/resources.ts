import { rules } from "../../core";
import type { Facet } from "./facet";

export interface ResourceProps {
  /** CPU units, of which a vCPU has 1024, that are reserved. @default 0: what is left over */
  readonly cpu?: number;
  /** Limit at which the container is killed, at least 6. @default none; then `memoryReservationMiB` is needed */
  readonly memoryMiB?: number;
  /** What is reserved on the instance, at least 6. @default `memoryMiB` */
  readonly memoryReservationMiB?: number;
  /**
   * Whole GPUs of the instance that are reserved, 1 to 16; tasks need instances with an image for GPUs.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-gpu.html
   * @default none
   */
  readonly gpus?: number;
}

export const resources: Facet<ResourceProps> = {
  check(c, props) {
    const { memoryMiB, memoryReservationMiB } = props;
    c.each<ResourceProps>(props, {
      cpu: rules.integer(0, 196_608, "1024 units are one vCPU"),
      memoryMiB: MEMORY,
      memoryReservationMiB: MEMORY,
      gpus: rules.integer(1, 16, "leave it out for none; no instance has more than 16"),
    });
    c.require(() => memoryMiB !== undefined || memoryReservationMiB !== undefined, {
      prop: "memoryMiB",
      must: "be given, or 'memoryReservationMiB'",
      got: undefined,
      hint: "ECS places no container without one",
    });
    c.require(() => (memoryReservationMiB ?? 0) <= (memoryMiB ?? Infinity), {
      prop: "memoryReservationMiB",
      must: `not be greater than 'memoryMiB' (${memoryMiB ?? "none"})`,
      got: memoryReservationMiB,
      of: [memoryReservationMiB, memoryMiB],
      hint: "lower the reservation or raise the limit",
    });
  },
  render: ({ cpu = 0, memoryMiB, memoryReservationMiB, gpus }) => ({
    cpu,
    memory: memoryMiB,
    memoryReservation: memoryReservationMiB,
    resourceRequirements: gpus && [{ type: "GPU", value: String(gpus) }],
  }),
};

/** Docker's least. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
const MEMORY = rules.integer(6, 25_165_824, "give what the container needs at its peak");
