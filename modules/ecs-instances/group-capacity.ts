import { GroupCapacity } from "../capacity";
import { isKnown } from "../core";
import { agentConfig, attributesBy, reservedBy } from "./boot/agent-config";
import type { GroupProps } from "./ecs-instances-props";
import { groupSizes } from "./group-sizes";
import { groupArchitecture, hasGpu, instanceTypesOf } from "./machine-image";

/** What the instances of a group offer to tasks. */
export function groupCapacity(props: GroupProps): GroupCapacity {
  const { name, vpc, maxSize, schedules, systemContainers = [] } = props;
  const sizes = [maxSize, ...schedules.flatMap((schedule) => schedule.maxSize ?? [])];
  const reserved = reservedBy(agentConfig(props, systemContainers, hasGpu(props)));
  return new GroupCapacity({
    name,
    instanceTypes: instanceTypesOf(props),
    maxSize: isKnown(sizes) ? Math.max(...sizes) : undefined,
    sizes: groupSizes(props),
    reservedMemoryMiB: reserved.memoryMiB,
    reservedPorts: reserved.ports,
    architecture: groupArchitecture(props),
    zones: vpc.zones,
    attributes: attributesBy(props),
  });
}
