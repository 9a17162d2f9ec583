import type { IConstruct } from "constructs";
import type { Checks } from "../core";
import type { TaskDemand } from "./demand";
import { type GroupCapacity, lacking } from "./group-capacity";
import { amount, type InstanceUnits } from "./units";

/**
 * Checks that a task fits on the instances of each group, were it alone there with the daemons. Of a group whose capacity
 * is unknown nothing is said.
 *
 * @param of the construct whose task it is
 */
export function checkTaskFits(
  c: Checks,
  of: IConstruct,
  demand: TaskDemand,
  groups: readonly (GroupCapacity | undefined)[],
): void {
  for (const group of groups.filter((one) => one !== undefined)) {
    checkPorts(c, of, demand, group);
    checkArchitecture(c, demand, group);
    if (group.isKnown) {
      checkUnits(c, demand, group.props.name, group.offers(demand, of));
    }
  }
}

/** What is too much for every type of instance is certain; what is too much for one of them may happen to work. */
function checkUnits(c: Checks, demand: TaskDemand, group: string, offers: readonly InstanceUnits[]): void {
  const [largest] = sorted(offers, ({ most }) => lacking(demand, most).length);
  const [smallest] = sorted(offers, ({ likely }) => -lacking(demand, likely).length);
  if (largest === undefined || smallest === undefined) {
    return;
  }
  const missing = lacking(demand, largest.most);
  for (const kind of missing) {
    c.require(() => false, {
      prop: "containers",
      must: `reserve at most ${amount(largest.most, kind)} in sum: a ${largest.instanceType} of group '${group}' has no more for tasks`,
      got: demand.units[kind],
      hint: "reserve less, or take a larger instance type",
      code: "ECS-FIT-001",
    });
  }
  for (const kind of missing.length === 0 ? lacking(demand, smallest.likely) : []) {
    c.require(() => false, {
      prop: "containers",
      must: `reserve at most ${amount(smallest.likely, kind)} in sum: a ${smallest.instanceType} of group '${group}' probably has no more for tasks`,
      got: demand.units[kind],
      hint: "reserve less, take a larger instance type, or acknowledge what you have measured",
      code: "ECS-FIT-002",
    });
  }
}

function sorted(
  offers: readonly InstanceUnits[],
  by: (offer: InstanceUnits) => number,
): readonly InstanceUnits[] {
  return [...offers].sort((a, b) => by(a) - by(b));
}

function checkPorts(c: Checks, of: IConstruct, { hostPorts }: TaskDemand, group: GroupCapacity): void {
  const taken = hostPorts.length === 0 ? undefined : group.takenPorts(of);
  for (const { prop, port, key } of hostPorts) {
    const by = taken?.get(key);
    c.require(() => by === undefined, {
      prop,
      must: `be a port that is free on the instances of group '${group.props.name}', where ${by ?? ""} has it`,
      got: port,
      hint: "take another one, or leave it out for one that ECS picks",
      code: "ECS-FIT-003",
    });
  }
}

function checkArchitecture(
  c: Checks,
  { cpuArchitecture, images }: TaskDemand,
  { props: { name, architecture } }: GroupCapacity,
): void {
  const registered = architecture?.toUpperCase();
  c.require(() => [registered, cpuArchitecture].includes(undefined) || cpuArchitecture === registered, {
    prop: "cpuArchitecture",
    must: `be ${registered ?? ""}, since the instances of group '${name}' are`,
    got: cpuArchitecture,
    hint: "take images for these instances, or other instances",
    code: "ECS-FIT-012",
  });
  for (const { prop, image, architecture: made } of images) {
    c.require(() => architecture === undefined || made === architecture, {
      prop,
      must: `be an image for ${architecture ?? ""}, since the instances of group '${name}' are`,
      got: image,
      hint: `its name says ${made}: take another image, or other instances`,
      code: "ECS-FIT-004",
    });
  }
}
