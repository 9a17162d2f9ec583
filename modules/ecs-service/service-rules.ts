import type { IConstruct } from "constructs";
import { type Checks, rules } from "../core";
import type { Instances } from "../ecs-cluster";
import { checkLogGroupName, checkTaskDefinition, type TaskNames, taskNames } from "../ecs-task";
import type { BaseServiceProps } from "./base-service-props";
import { checkPlacementConstraints } from "./placement";
import { checkServiceDiscovery } from "./service-registry";

/** Checks what services of every kind have in common. */
export function checkService(c: Checks, service: IConstruct, props: BaseServiceProps): void {
  const { cluster, name, containers, vpc, networkMode = "bridge", serviceDiscovery } = props;
  c.known({ name, deployedBy: props.deployedBy });
  c.value("name", name, NAME);
  c.each<BaseServiceProps>(props, {
    deployedBy: rules.oneOf(["terraform", "external"], "take external where CI ships versions"),
  });
  c.require(() => `${cluster.clusterName}${name}`.length <= MAX_LENGTH, {
    prop: "name",
    must: `have at most ${MAX_LENGTH} characters together with the cluster's ('${cluster.clusterName}')`,
    got: name,
    hint: "choose a shorter name",
  });
  const isFree = c.unique("name", name, {
    owner: cluster,
    kind: "service",
    inWords: "the cluster",
    hint: "choose another name",
  });
  c.require(() => networkMode !== "awsvpc" || vpc !== undefined, {
    prop: "vpc",
    must: "be given in network mode awsvpc",
    got: vpc,
    hint: VPC_HINT,
  });
  checkTaskDefinition(c, props);
  if (isFree) {
    checkLogGroupName(c, service, namesOf(props).logGroupName, props);
  }
  checkPlacementConstraints(c, props.placementConstraints ?? []);
  if (serviceDiscovery !== undefined) {
    checkServiceDiscovery(c, serviceDiscovery, { name, containers, networkMode });
  }
}

/** What a service's task definition is called. */
export function namesOf({ cluster, name, family, logGroupName }: BaseServiceProps): TaskNames {
  return taskNames(cluster.clusterName, name, { family, logGroupName });
}

/** Checks that a connection to the tasks can be opened, and to which security group. */
export function checkReachable(
  c: Checks,
  { networkMode = "bridge", cluster }: BaseServiceProps,
  instances: readonly Instances[] = cluster.instances,
): void {
  const isKnown = instances.every(({ securityGroup }) => securityGroup !== undefined);
  c.require(() => networkMode === "awsvpc" || isKnown, {
    prop: "cluster",
    must: "be one whose instances' security groups are known, to open connections",
    got: cluster.clusterName,
    of: [],
    hint: "give the ExistingCluster its 'securityGroup', or take network mode awsvpc",
  });
}

export const VPC_HINT = "name the network that the cluster's instances are in";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html */
const NAME = rules.text(
  /^[\w-]{1,255}$/,
  "1 to 255 letters, digits, hyphens and underscores",
  "choose another name",
);

/**
 * The longest name that is made of both is `<cluster>-<service>-schedule of 64 characters`: of a scheduled action, which
 * can have 256. https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
const MAX_LENGTH = 190;
