import { DataAwsEcsCluster } from "@cdktf/provider-aws/lib/data-aws-ecs-cluster";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { check, type Checks, partitionOf, rules } from "../core";
import type { PolicyStatement } from "../iam";
import type { ISecurityGroup, Port } from "../security-group";
import { ClusterConnections } from "./cluster-connections";
import { checkClusterName } from "./cluster-name";
import {
  checkExecuteCommandTargets,
  executeCommandPermissions,
  type ExecuteCommandTargets,
} from "./execute-command";
import type { CapacityProvider, IEcsCluster, Instances } from "./iecs-cluster";

export interface ExistingClusterProps {
  /** Name of the cluster. */
  readonly name: string;
  /** Names of its instance groups, whose capacity providers are `<cluster>-<group>`. @default ["default"] */
  readonly groups?: readonly string[];
  /** Its capacity providers, where they have other names, in place of `groups`. @default those of `groups` */
  readonly capacityProviders?: readonly CapacityProvider[];
  /**
   * `EC2` where the cluster has instances and no capacity providers: tasks are placed on any of them.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/launch_types.html
   * @default none: tasks are placed by capacity providers
   */
  readonly launchType?: "EC2";
  /**
   * Of the instances, those of `capacityProviders` excepted: what runs in network mode `bridge` or `host` is connected
   * through it.
   * @default unknown: in these network modes services have no balancer, and databases do not let them in
   */
  readonly securityGroup?: ISecurityGroup;
  /** Where its stack says that shells in containers are recorded. @default nowhere */
  readonly executeCommand?: ExecuteCommandTargets;
}

/**
 * A cluster that another program made, by its name. Makes no resource; reads `aws_ecs_cluster` where its ARN is asked for.
 */
export class ExistingCluster extends Construct implements IEcsCluster {
  readonly clusterName: string;
  readonly identifier: string;
  readonly execPermissions: readonly PolicyStatement[];
  readonly capacityProviders: readonly CapacityProvider[];
  readonly instances: readonly Instances[];
  readonly launchType: "EC2" | undefined;
  private readonly connections = new ClusterConnections(this);
  private cluster?: DataAwsEcsCluster;

  constructor(scope: Construct, id: string, props: ExistingClusterProps) {
    super(scope, id);
    const { name, groups = ["default"], launchType, securityGroup, executeCommand } = props;
    check(this, (c) => {
      checkClusterName(c, this, name);
      checkInstances(c, props);
      if (executeCommand !== undefined) {
        checkExecuteCommandTargets(c.at("executeCommand"), executeCommand);
      }
    });
    this.clusterName = name;
    this.identifier = name;
    this.execPermissions =
      executeCommand === undefined ? [] : executeCommandPermissions(executeCommand, partitionOf(this));
    this.launchType = launchType;
    const named = groups.map((group) => ({ capacityProviderName: `${name}-${group}`, securityGroup }));
    this.capacityProviders = launchType === undefined ? (props.capacityProviders ?? named) : [];
    this.instances = launchType === undefined ? this.capacityProviders : [{ securityGroup }];
    for (const group of new Set(this.instances.flatMap((one) => one.securityGroup ?? []))) {
      this.connections.addSecurityGroup(group);
    }
  }

  get arn(): string {
    this.cluster ??= new DataAwsEcsCluster(this, "cluster", { clusterName: this.clusterName });
    return this.cluster.arn;
  }

  forEachCapacityProvider(use: (provider: CapacityProvider) => void): void {
    this.capacityProviders.forEach(use);
  }

  forEachInstances(use: (instances: Instances) => void): void {
    this.instances.forEach(use);
  }

  /** Nothing to wait for: what is named here is there. */
  associateCapacityProviders(): readonly ITerraformDependable[] {
    return [];
  }

  addSecurityGroup(securityGroup: ISecurityGroup): void {
    this.connections.addSecurityGroup(securityGroup);
  }

  allowTo(peer: ISecurityGroup, port: Port, description: string): void {
    this.connections.allowTo(peer, port, description);
  }
}

function checkInstances(c: Checks, props: ExistingClusterProps): void {
  const { groups, capacityProviders, launchType } = props;
  c.known({ groups, launchType });
  c.each(props, {
    groups: rules.atLeast(1, "instance group", "tasks need instances"),
    capacityProviders: rules.atLeast(1, "capacity provider", "tasks need instances"),
    launchType: rules.oneOf(["EC2"], "leave it out for capacity providers"),
  });
  const given = Object.entries({ groups, capacityProviders, launchType }).filter(
    ([, value]) => value !== undefined,
  );
  c.require(() => given.length <= 1, {
    prop: given[1]?.[0] ?? "",
    must: `be left out with '${given[0]?.[0] ?? ""}'`,
    got: given[1]?.[1],
    of: [],
    hint: "tasks are placed in one way",
  });
}
