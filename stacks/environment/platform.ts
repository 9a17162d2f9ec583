import type { TerraformStack } from "cdktf";
import { attempt, legalName } from "../../modules/core";
import { EcrRepository } from "../../modules/ecr";
import { EcsCluster } from "../../modules/ecs-cluster";
import { EcsEvents } from "../../modules/ecs-events";
import { EcsTaskRole } from "../../modules/ecs-roles";
import { LogBucket } from "../../modules/log-bucket";
import type { IDatabase } from "../../modules/rds";
import { PrivateDnsNamespace } from "../../modules/service-discovery";
import { SnsTopic } from "../../modules/sns";
import type { IVpc } from "../../modules/vpc";
import { ALERTS, type Environment } from "../../settings";
import { addBalancers, type Balancers } from "./balancers";
import { addDatabases } from "./databases";
import { addGroups } from "./groups";
import { Named, resolve } from "./named";
import { addNetwork } from "./network";

/** What the services and tasks of an environment share. */
export interface Platform {
  readonly stack: TerraformStack;
  /** Name of the environment. */
  readonly name: string;
  readonly vpc: IVpc;
  readonly cluster: EcsCluster;
  readonly topics: Named<SnsTopic>;
  readonly groups: ReturnType<typeof addGroups>;
  readonly balancers: Balancers;
  readonly namespaces: Named<PrivateDnsNamespace>;
  /** Databases by name, and those of their users like `main.orders`. */
  readonly databases: Named<IDatabase>;
  readonly repositories: Named<EcrRepository>;
  readonly taskRoles: Named<EcsTaskRole>;
}

/** Makes what services and tasks need, by the names of the settings. */
export function addPlatform(stack: TerraformStack, environment: Environment): Platform {
  const { name, repositories = {}, taskRoles = {} } = environment;
  const { logBuckets = {}, namespaces = {}, events = {} } = environment;
  const vpc = addNetwork(stack, name, environment.network);
  const topics = Named.make(stack, "topics", { [ALERTS]: {}, ...environment.topics }, (key, settings) => {
    return new SnsTopic(stack, key === ALERTS ? key : `topic-${key}`, {
      name: `${name}-${key}`,
      // By a pattern: one by one, the alarms of some 40 services are more than the 30 KB that SNS allows a policy.
      // https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html#sns-policy-quotas
      accountPublishers: ["cloudwatch.amazonaws.com"],
      ...settings,
    });
  });
  const cluster = new EcsCluster(stack, "cluster", { name, ...environment.cluster });
  const buckets = Named.make(stack, "logBuckets", logBuckets, (key, settings) => {
    return new LogBucket(stack, `log-bucket-${key}`, {
      namePrefix: legalName(`${name}-${key}`, 36),
      ...settings,
    });
  });
  const groups = addGroups(stack, environment, { vpc, cluster, topics });
  attempt(stack, () => {
    const { topic = ALERTS, ...settings } = events;
    const props = resolve(stack, "events", (find) => ({ ...settings, topic: find(topics, "topic", topic) }));
    new EcsEvents(stack, "events", { cluster, ...props });
  });
  return {
    stack,
    name,
    vpc,
    cluster,
    topics,
    groups,
    balancers: addBalancers(stack, environment, vpc, buckets),
    namespaces: Named.make(stack, "namespaces", namespaces, (key, settings) => {
      return new PrivateDnsNamespace(stack, `namespace-${key}`, { vpc, ...settings });
    }),
    databases: addDatabases(stack, environment, { vpc, cluster, groups }),
    repositories: Named.make(stack, "repositories", repositories, (key, settings) => {
      return new EcrRepository(stack, `repository-${key}`, { name: `${name}/${key}`, ...settings });
    }),
    taskRoles: Named.make(stack, "taskRoles", taskRoles, (key, settings) => {
      return new EcsTaskRole(stack, `task-role-${key}`, { namePrefix: `${name}-${key}`, ...settings });
    }),
  };
}
