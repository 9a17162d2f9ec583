import { type Attributes, kindOf, type PlanJson } from "../terraform/plan-json";

/** A service that a plan creates or changes. */
export interface PlannedService {
  /** Of its resource. */
  readonly address: string;
  /** Path of its construct, such as `app`. */
  readonly construct: string;
  /** Name or ARN of its cluster. */
  readonly cluster: string;
  /** Name of the service in ECS. */
  readonly service: string;
}

/** The services whose tasks Terraform will wait for when it applies a plan. */
export function plannedServices(plan: PlanJson, pathOf: (address: string) => string): PlannedService[] {
  return (plan.resource_changes ?? []).flatMap((one) => {
    const { address, type, change } = one;
    const name = change.after?.name;
    if (type !== "aws_ecs_service" || typeof name !== "string" || kindOf(one) === undefined) {
      return [];
    }
    const cluster = clusterOf(plan, address, change.after);
    return cluster === undefined
      ? []
      : [{ address, construct: pathOf(address).replace(/\/service$/, ""), cluster, service: name }];
  });
}

/** A cluster that the same plan makes has no ARN yet: then it is the name of the one that the service refers to. */
function clusterOf(plan: PlanJson, address: string, service: Attributes | null): string | undefined {
  if (typeof service?.cluster === "string") {
    return service.cluster;
  }
  const configured = plan.configuration?.root_module?.resources ?? [];
  const references =
    configured.find((one) => one.address === address)?.expressions?.cluster?.references ?? [];
  const cluster = plan.resource_changes?.find(
    (one) => one.type === "aws_ecs_cluster" && references.includes(one.address),
  );
  const name = cluster?.change.after?.name;
  return typeof name === "string" ? name : undefined;
}
