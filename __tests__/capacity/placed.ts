import type { TerraformStack } from "cdktf";
import { EcsCluster } from "../../modules/ecs-cluster";
import { EcsInstances, type EcsInstancesProps } from "../../modules/ecs-instances";
import { EcsService, type EcsServiceProps } from "../../modules/ecs-service";
import type { ContainerProps } from "../../modules/ecs-task";
import type { ExistingVpcProps } from "../../modules/vpc";
import { network } from "../support/context";
import type { Context } from "../support/service";
import { container } from "../support/task";

/** Services on groups of instances: what a test says of each, by name. */
export interface Placed {
  /** @default { default: {} }: at most 3 of t3.small, with 2048 CPU units and 2048 MiB each */
  readonly groups?: Readonly<Record<string, Partial<EcsInstancesProps>>>;
  readonly services?: Readonly<Record<string, Partial<Omit<EcsServiceProps, "capacityProviderStrategy">>>>;
  /** Names of the groups that all services are on. @default the only one */
  readonly strategy?: readonly string[];
  /** @default subnets whose zones are not known */
  readonly network?: Partial<ExistingVpcProps>;
  /** What else there is. */
  readonly more?: (context: Context) => void;
}

/** Builds it, in a cluster `main`. */
export function place({ groups = { default: {} }, services = {}, strategy, ...rest }: Placed) {
  return (stack: TerraformStack) => {
    const vpc = network(stack, rest.network);
    const cluster = new EcsCluster(stack, "cluster", { name: "main" });
    const made = Object.entries(groups).map(([name, props]) => {
      const group = { name, instanceType: "t3.small", minSize: 0, maxSize: 3, ...props };
      return { name, group: new EcsInstances(stack, `${name}-group`, { cluster, vpc, ...group }) };
    });
    for (const [name, props] of Object.entries(services)) {
      new EcsService(stack, name, {
        ...{ cluster, vpc, name, containers: [container()] },
        // All tasks may stop first: a deployment needs no room beside them.
        minimumHealthyPercent: 0,
        ...props,
        capacityProviderStrategy:
          strategy && made.filter((one) => strategy.includes(one.name)).map(({ group }) => ({ group })),
      });
    }
    rest.more?.({ stack, vpc, cluster });
  };
}

/** One container that asks for so much. */
export function asks(props: Partial<ContainerProps>): { readonly containers: readonly ContainerProps[] } {
  return { containers: [container(props)] };
}
