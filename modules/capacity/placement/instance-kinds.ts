import type { GroupProps } from "../group-props";
import type { AttributeOf } from "./comparison";

/** Instances of one type in one zone: what constraints can ask them for. */
export interface InstanceKind {
  readonly instanceType: string;
  /** What is known of them, and `undefined` of the rest. */
  readonly attributeOf: AttributeOf;
  /** The same, were there no attributes of a user's own but those that the group gives. */
  readonly givenAttributeOf: AttributeOf;
}

/** All kinds of instances that a group can have. */
export function instanceKinds(props: GroupProps): readonly InstanceKind[] {
  const zones = props.zones ?? [undefined];
  return props.instanceTypes.flatMap((instanceType) => zones.map((zone) => kind(props, instanceType, zone)));
}

function kind({ architecture, attributes }: GroupProps, instanceType: string, zone?: string): InstanceKind {
  const known = new Map([
    ...Object.entries(attributes ?? {}),
    ["ecs.instance-type", instanceType],
    ["ecs.availability-zone", zone],
    ["ecs.cpu-architecture", architecture],
    ["ecs.os-type", "linux"],
  ]);
  return {
    instanceType,
    attributeOf: (name) => known.get(name),
    givenAttributeOf: (name) => {
      const isMissing = attributes !== undefined && !known.has(name) && !OF_AWS.test(name);
      return isMissing ? null : known.get(name);
    },
  };
}

/**
 * What ECS and its agent give instances, of which most cannot be known beforehand.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html#attributes
 */
const OF_AWS = /^(ecs|com\.amazonaws)\./;
