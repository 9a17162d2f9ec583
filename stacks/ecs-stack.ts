import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { acknowledgeWarnings, attempt, check } from "../modules/core";
import { addS3State, addTerraformSettings } from "../modules/terraform-settings";
import { ALERTS, checkEnvironment, type Environment, stateBucketOf } from "../settings";
import {
  addCommittedVersions,
  addDaemons,
  addDeployer,
  addImages,
  addPlatform,
  addServices,
  addTasks,
} from "./environment";

export interface EcsStackProps {
  readonly environment: Environment;
  /** Version of each service by its key, where a deployment names no other. */
  readonly versions: Readonly<Record<string, string>>;
  /** Those of them that are committed: each is an output as soon as its service is deployed. @default none */
  readonly committedVersions?: Readonly<Record<string, string>>;
  /** The only account that may be deployed to. @default any */
  readonly accountId?: string;
}

/**
 * An environment: a network, a cluster on instances, its services behind load balancers, and all else that its settings
 * describe.
 *
 * What is wrong with one service, task or group of instances keeps no other from being checked: all of it is reported at
 * once by `assertValid`.
 */
export class EcsStack extends TerraformStack {
  constructor(
    scope: Construct,
    id: string,
    { environment, versions, committedVersions = {}, accountId }: EcsStackProps,
  ) {
    super(scope, id);
    check(this, (c) => {
      checkEnvironment(c, environment);
    });
    attempt(this, () => {
      acknowledgeWarnings(this, environment.acknowledge);
    });
    const { name, region, project, services, daemons = {}, tasks = {}, deployer } = environment;
    const allowedAccountIds = accountId === undefined ? undefined : [accountId];
    addTerraformSettings(this, { region, environment: name, project, allowedAccountIds });
    const state = { bucket: stateBucketOf(environment, accountId), key: `ecs/${name}/terraform.tfstate` };
    addS3State(this, { ...state, region });

    const platform = addPlatform(this, environment);
    this.addOutput("cluster_name", "Name of the cluster", platform.cluster.clusterName);
    const topicArn = platform.topics.get(ALERTS)?.arn ?? "";
    this.addOutput(
      "autoscaling_notification_sns_topic",
      "Topic that reports instances that come and go",
      topicArn,
    );
    const { images, repositories } = addImages(platform, services, versions);
    const deployables = {
      services: addServices(platform, services, images),
      tasks: addTasks(platform, tasks, images),
      repositories,
      state,
    };
    addCommittedVersions(this, deployables.services, committedVersions);
    addDaemons(platform, daemons);
    attempt(this, () => {
      if (deployer !== undefined) {
        addDeployer(platform, deployer, deployables);
      }
    });
  }

  private addOutput(name: string, description: string, value: string): void {
    new TerraformOutput(this, name, { description, value });
  }
}
