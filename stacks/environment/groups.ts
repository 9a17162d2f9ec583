import type { Construct } from "constructs";
import { consul } from "../../modules/consul";
import { acknowledgeWarnings } from "../../modules/core";
import type { EcsCluster } from "../../modules/ecs-cluster";
import { EcsInstances } from "../../modules/ecs-instances";
import type { SnsTopic } from "../../modules/sns";
import type { IVpc } from "../../modules/vpc";
import { ALERTS, DEFAULT, type Environment, type GroupSettings } from "../../settings";
import { Named, resolve } from "./named";

/** What groups of instances need. */
interface Surroundings {
  readonly vpc: IVpc;
  readonly cluster: EcsCluster;
  readonly topics: Named<SnsTopic>;
}

/** The groups of instances of an environment by name. */
export function addGroups(
  stack: Construct,
  environment: Environment,
  { vpc, cluster, topics }: Surroundings,
): Named<EcsInstances> {
  return Named.make(stack, "instances", environment.instances, (key, group: GroupSettings) => {
    const { consul: consulProps, notifications = ALERTS, systemContainers = [], tags, ...others } = group;
    const { acknowledge, ...settings } = others;
    const topic = resolve(stack, `instances.${key}`, (find) => find(topics, "notifications", notifications));
    const instances = new EcsInstances(stack, key === DEFAULT ? "instances" : `instances-${key}`, {
      cluster,
      vpc,
      name: key,
      ...settings,
      systemContainers: [
        ...(consulProps === undefined ? [] : consul(stack, consulProps)),
        ...systemContainers,
      ],
      notifications: topic,
      tags: { ...tagsOf(environment.name), ...tags },
    });
    acknowledgeWarnings(instances, acknowledge);
    return instances;
  });
}

function tagsOf(environment: string) {
  return {
    Name: `ECS-${environment.toUpperCase()}`,
    Environment: environment,
    Type: "ecs",
    Role: "host",
  };
}
