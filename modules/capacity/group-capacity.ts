import type { IConstruct } from "constructs";
import type { DaemonDemand, ServiceDemand, TaskDemand } from "./demand";
import type { GroupProps } from "./group-props";
import { type InstanceKind, instanceKinds } from "./placement/instance-kinds";
import { fulfils, type MemberOf } from "./placement/member-of";
import { fitsTimes, type InstanceUnits, instanceUnits, KINDS, minus, sumOf, type Units } from "./units";

/** How many tasks of one kind an instance holds, and what keeps it from holding more. */
export interface Room {
  readonly tasks: number;
  readonly by: keyof Units | "hostPort" | "distinctInstance";
}

/** What the instances of a group offer, and who is placed on them; complete when everything has been built. */
export class GroupCapacity {
  readonly services: ServiceDemand[] = [];
  readonly daemons: DaemonDemand[] = [];
  /** Of which nothing is known: then nothing is said about the group. */
  readonly unknownTypes: readonly string[];
  readonly kinds: readonly InstanceKind[];
  private readonly instances: readonly InstanceUnits[];

  constructor(readonly props: GroupProps) {
    const { instanceTypes, reservedMemoryMiB } = props;
    this.kinds = instanceKinds(props);
    const known = instanceTypes.map((type) => [type, instanceUnits(type, reservedMemoryMiB)] as const);
    this.instances = known.flatMap(([, units]) => units ?? []);
    this.unknownTypes = known.filter(([, units]) => units === undefined).map(([type]) => type);
  }

  get isKnown(): boolean {
    return this.unknownTypes.length === 0;
  }

  /** Whether tasks with some constraints can be on all instances, on some of them perhaps, or on none. */
  reachOf(constraints: readonly MemberOf[]): "all" | "some" | "none" {
    const truths = this.kinds.map((kind) => fulfils(constraints, kind.attributeOf));
    return truths.every((truth) => truth === true)
      ? "all"
      : truths.every((truth) => truth === false)
        ? "none"
        : "some";
  }

  /** For each type of instance that a task can be on what it offers to tasks, beside all daemons but one. */
  offers(
    { constraints = [] }: Pick<TaskDemand, "constraints"> = {},
    except?: IConstruct,
  ): readonly InstanceUnits[] {
    const possible = this.kinds.filter((kind) => fulfils(constraints, kind.attributeOf) !== false);
    const types = new Set(possible.map(({ instanceType }) => instanceType));
    const daemons = this.daemons.filter(({ service }) => service !== except);
    const certain = sumOf(daemons.filter((one) => !one.isConstrained).map(({ units }) => units));
    const all = sumOf(daemons.map(({ units }) => units));
    return this.instances
      .filter(({ instanceType }) => types.has(instanceType))
      .map(({ instanceType, most, likely }) => {
        return { instanceType, most: minus(most, certain), likely: minus(likely, all) };
      });
  }

  /** Ports that tasks cannot have, each with who has it; one daemon sees those of others. */
  takenPorts(except?: IConstruct): ReadonlyMap<string, string> {
    const daemons = this.daemons.filter(({ service, isConstrained }) => service !== except && !isConstrained);
    return new Map([
      ...this.props.reservedPorts.map((port): [string, string] => [
        port,
        "the ECS agent or a system container",
      ]),
      ...daemons.flatMap(({ service, hostPorts }) =>
        hostPorts.map(({ key }): [string, string] => [key, `'${service.node.path}'`]),
      ),
    ]);
  }
}

/** How many tasks of a service fit on an instance that offers so much. */
export function roomFor({ units, hostPorts, distinctInstance }: ServiceDemand, offered: Units): Room {
  const tasks = fitsTimes(offered, units);
  if (tasks > 1 && (hostPorts.length > 0 || distinctInstance)) {
    return { tasks: 1, by: distinctInstance ? "distinctInstance" : "hostPort" };
  }
  const by = KINDS.find((kind) => units[kind] > 0 && Math.floor(offered[kind] / units[kind]) <= tasks);
  return { tasks, by: by ?? "memoryMiB" };
}

/** The kinds of units of which a task asks more than is offered. */
export function lacking({ units }: TaskDemand, offered: Units): readonly (keyof Units)[] {
  return KINDS.filter((kind) => units[kind] > offered[kind]);
}
