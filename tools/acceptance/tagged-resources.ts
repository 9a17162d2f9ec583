import { nameOf } from "../aws/arn";
import { callAws } from "../aws/aws-client";
import type { AcceptanceRun } from "./acceptance-run";

/** What is found by the tags of an environment that was destroyed. */
export interface TaggedResources {
  /** ARNs of what should be gone. */
  readonly left: readonly string[];
  /** ARNs of what has ended, and is listed all the same. */
  readonly ended: readonly string[];
}

/** Asks AWS what still has the tags that Terraform gives to everything, or that instances and tasks inherit. */
export async function findTagged(run: AcceptanceRun): Promise<TaggedResources> {
  const { paginateGetResources, ResourceGroupsTaggingAPIClient } =
    await import("@aws-sdk/client-resource-groups-tagging-api");
  const client = new ResourceGroupsTaggingAPIClient(run.clientConfig);
  return callAws(async () => {
    const arns: string[] = [];
    for await (const { ResourceTagMappingList = [] } of paginateGetResources(
      { client },
      { TagFilters: [{ Key: "Environment", Values: [run.name] }] },
    )) {
      arns.push(...ResourceTagMappingList.flatMap(({ ResourceARN }) => ResourceARN ?? []));
    }
    const ids = await endedOf(run, arns);
    const ofCluster = (await hasCluster(run)) ? [] : arns.filter((arn) => /:(cluster|service)\//.test(arn));
    const ended = arns.filter(
      (arn) => arn.includes(":task-definition/") || ids.has(nameOf(arn)) || ofCluster.includes(arn),
    );
    return { left: arns.filter((arn) => !ended.includes(arn)), ended };
  });
}

/** Terraform leaves old revisions registered, so that a service can go back to them. */
export async function deregisterTaskDefinitions({ name, clientConfig }: AcceptanceRun): Promise<void> {
  const { DeregisterTaskDefinitionCommand, ECSClient, ListTaskDefinitionsCommand } =
    await import("@aws-sdk/client-ecs");
  const ecs = new ECSClient(clientConfig);
  await callAws(async () => {
    for (const family of ["app", "check"]) {
      const { taskDefinitionArns = [] } = await ecs.send(
        new ListTaskDefinitionsCommand({ familyPrefix: `${name}-${family}`, status: "ACTIVE" }),
      );
      for (const taskDefinition of taskDefinitionArns) {
        await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition }));
      }
    }
  });
}

/**
 * Whether the cluster is active. One that was deleted, after all its services, is known for a while as inactive:
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html
 */
async function hasCluster({ name, clientConfig }: AcceptanceRun): Promise<boolean> {
  const { DescribeClustersCommand, ECSClient } = await import("@aws-sdk/client-ecs");
  const { clusters = [] } = await new ECSClient(clientConfig).send(
    new DescribeClustersCommand({ clusters: [name] }),
  );
  return clusters.some(({ status }) => status !== "INACTIVE");
}

/**
 * Ids of instances and NAT gateways that have ended, and are listed for about an hour all the same:
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/terminating-instances.html
 * https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-working-with.html
 */
async function endedOf({ clientConfig }: AcceptanceRun, arns: readonly string[]): Promise<Set<string>> {
  const { DescribeInstancesCommand, DescribeNatGatewaysCommand, EC2Client } =
    await import("@aws-sdk/client-ec2");
  const ec2 = new EC2Client(clientConfig);
  const idsOf = (kind: string) => arns.filter((arn) => arn.includes(`:${kind}/`)).map(nameOf);
  const [instances, gateways] = [idsOf("instance"), idsOf("natgateway")];
  // A filter, other than a list of ids, takes ids that are not known any more.
  const { Reservations = [] } = await ec2.send(
    new DescribeInstancesCommand({ Filters: [{ Name: "instance-id", Values: ["none", ...instances] }] }),
  );
  const { NatGateways = [] } = await ec2.send(
    new DescribeNatGatewaysCommand({ Filter: [{ Name: "nat-gateway-id", Values: ["none", ...gateways] }] }),
  );
  const alive = new Set([
    ...Reservations.flatMap(({ Instances = [] }) => Instances)
      .filter(({ State }) => State?.Name !== "terminated")
      .map(({ InstanceId }) => InstanceId),
    ...NatGateways.filter(({ State }) => State !== "deleted").map(({ NatGatewayId }) => NatGatewayId),
  ]);
  return new Set([...instances, ...gateways].filter((id) => !alive.has(id)));
}
