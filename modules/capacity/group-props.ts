import type { GroupSizes } from "./group-sizes";

/** A group of instances, as far as its capacity is concerned. */
export interface GroupProps {
  /** In messages. */
  readonly name: string;
  /** All that an instance may be of. */
  readonly instanceTypes: readonly string[];
  /** The most instances that there can be at any time; `undefined` if only Terraform knows. */
  readonly maxSize: number | undefined;
  /** What else is known of how many there are. @default nothing */
  readonly sizes?: GroupSizes;
  /** Memory that the ECS agent is told to leave alone. */
  readonly reservedMemoryMiB: number;
  /** Ports that tasks cannot have, such as `22/tcp`. */
  readonly reservedPorts: readonly string[];
  /** @default it is not known */
  readonly architecture?: string;
  /** Zones that instances are in. @default they are not known */
  readonly zones?: readonly string[];
  /** Attributes that the group gives its instances by name, `undefined` for a value that only Terraform knows. @default they are not known */
  readonly attributes?: Readonly<Record<string, string | undefined>>;
}
