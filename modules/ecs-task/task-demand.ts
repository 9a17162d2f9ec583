import {
  type HostPort,
  type ImageArchitecture,
  imageArchitecture,
  sumOf,
  type TaskDemand,
} from "../capacity";
import { isKnown } from "../core";
import { hostPortOf } from "./container/ports";
import type { ContainerProps } from "./container/props";
import type { TaskProps } from "./task-definition";

/**
 * What one task of these containers asks of its instance. ECS counts what is reserved of memory, else the limit.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html ("memoryReservation")
 */
export function taskDemand({ containers, networkMode = "bridge", cpuArchitecture }: TaskProps): TaskDemand {
  const units = containers.map(({ cpu = 0, memoryMiB = 0, memoryReservationMiB, gpus = 0 }) => ({
    cpu,
    memoryMiB: memoryReservationMiB ?? memoryMiB,
    gpus,
    networkInterfaces: 0,
  }));
  return {
    units: { ...sumOf(units), networkInterfaces: networkMode === "awsvpc" ? 1 : 0 },
    hostPorts: networkMode === "awsvpc" ? [] : hostPortsOf(containers, networkMode),
    cpuArchitecture,
    images: cpuArchitecture === undefined ? containers.flatMap(architectureOf) : [],
  };
}

function hostPortsOf(
  containers: readonly ContainerProps[],
  networkMode: "bridge" | "host",
): readonly HostPort[] {
  const propName = networkMode === "bridge" ? "hostPort" : "containerPort";
  return containers.flatMap(({ portMappings = [] }, index) =>
    portMappings.flatMap((mapping, at) => {
      const port = hostPortOf(mapping, networkMode);
      const prop = `containers[${index}].portMappings[${at}].${propName}`;
      return port === 0 ? [] : [{ prop, port, key: `${port}/${mapping.protocol ?? "tcp"}` }];
    }),
  );
}

function architectureOf({ image }: ContainerProps, index: number): ImageArchitecture[] {
  if (typeof image !== "string" || !isKnown(image)) {
    return [];
  }
  const architecture = imageArchitecture(image);
  return architecture === undefined ? [] : [{ prop: `containers[${index}].image`, image, architecture }];
}
