import type { IConstruct } from "constructs";
import {
  checkConstraints,
  checkCounts,
  checkTaskFits,
  type GroupCapacity,
  memberOf,
  type MemberOf,
  type ServiceDemand,
  type TaskCount,
} from "../capacity";
import { checkAtSynthesis, isKnown } from "../core";
import { taskDemand } from "../ecs-task";
import type { BaseServiceProps } from "./base-service-props";
import { deploymentOf, type EcsServiceProps } from "./ecs-service-props";
import type { PlacementConstraint } from "./placement";
import { checkDaemonRollout, checkRollout, type DaemonRollout } from "./service-rollout";

/**
 * Notes at the groups of a service what its tasks ask for, and checks that they fit there, and that each deployment of them
 * ends.
 */
export function placeTasks(service: IConstruct, props: EcsServiceProps): void {
  const demand = serviceDemand(service, props);
  const groups: (GroupCapacity | undefined)[] = [];
  forEachGroup(props, (capacity) => {
    groups.push(capacity);
    capacity?.services.push(demand);
  });
  checkAtSynthesis(service, (c) => {
    checkConstraints(
      c,
      constraintsOf(props),
      groups.map((group) => [group]),
    );
    checkTaskFits(c, service, demand, groups);
    checkCounts(c, countsOf(props), demand, groups);
    checkRollout(c, props, demand, groups);
  });
}

/** The same for a daemon, of which every instance has a task. */
export function placeDaemon(service: IConstruct, props: BaseServiceProps & DaemonRollout): void {
  const { cluster } = props;
  const demand = taskDemand(props);
  const constraints = constraintsOf(props);
  cluster.forEachInstances(({ capacity }) => {
    const reach = capacity?.reachOf(constraints);
    if (reach !== "none") {
      capacity?.daemons.push({ ...demand, service, isConstrained: reach !== "all" });
    }
  });
  checkAtSynthesis(service, (c) => {
    const groups = cluster.instances.map(({ capacity }) => capacity);
    checkConstraints(c, constraints, [groups]);
    const onAll = groups.filter((capacity) => capacity?.reachOf(constraints) === "all");
    checkTaskFits(c, service, demand, onAll);
    checkDaemonRollout(c, props);
  });
}

/** The groups that tasks can be on. */
function forEachGroup(
  { cluster, capacityProviderStrategy }: EcsServiceProps,
  use: (capacity: GroupCapacity | undefined) => void,
): void {
  if (capacityProviderStrategy === undefined) {
    cluster.forEachInstances(({ capacity }) => {
      use(capacity);
    });
    return;
  }
  for (const { group, weight = 1, base = 0 } of capacityProviderStrategy) {
    if (weight > 0 || base > 0) {
      use(group.capacity);
    }
  }
}

function serviceDemand(service: IConstruct, props: EcsServiceProps): ServiceDemand {
  const { scaling, placementConstraints = [] } = props;
  const { desiredCount } = deploymentOf(props);
  const fewest =
    scaling === undefined
      ? [desiredCount]
      : [scaling, ...(scaling.schedules ?? [])].map(({ minTasks }) => minTasks);
  const most = countsOf(props).map(({ tasks }) => tasks);
  return {
    ...taskDemand(props),
    constraints: constraintsOf(props),
    service,
    distinctInstance: placementConstraints.includes("distinctInstance"),
    // What only Terraform knows counts for nothing.
    minTasks: isKnown(fewest) ? Math.min(...fewest) : 0,
    maxTasks: isKnown(most) ? Math.max(...most) : 0,
    isOnOneGroup: (props.capacityProviderStrategy ?? []).length <= 1,
  };
}

/** What instances are asked for; what only Terraform knows is left out. */
function constraintsOf({
  placementConstraints = [],
}: Pick<BaseServiceProps, "placementConstraints">): MemberOf[] {
  return placementConstraints.flatMap((constraint: PlacementConstraint, index) =>
    constraint === "distinctInstance" || !isKnown(constraint)
      ? []
      : [memberOf(`placementConstraints[${index}].memberOf`, constraint.memberOf)],
  );
}

/** The most tasks that there can be, by all props that say so. */
function countsOf(props: EcsServiceProps): readonly TaskCount[] {
  const { scaling } = props;
  const { desiredCount } = deploymentOf(props);
  if (scaling === undefined) {
    return [{ prop: "desiredCount", tasks: desiredCount }];
  }
  return [
    ...(props.desiredCount === undefined ? [] : [{ prop: "desiredCount", tasks: props.desiredCount }]),
    { prop: "scaling.maxTasks", tasks: scaling.maxTasks },
    ...(scaling.schedules ?? []).map(({ maxTasks }, index) => ({
      prop: `scaling.schedules[${index}].maxTasks`,
      tasks: maxTasks,
    })),
  ];
}
