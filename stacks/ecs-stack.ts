import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Environment, ServiceSettings } from "../environments";
import { Alb } from "../modules/alb";
import { EcsCluster } from "../modules/ecs-cluster";
import { EcsEvents } from "../modules/ecs-events";
import { EcsInstances } from "../modules/ecs-instances";
import { EcsService, ImageVersion } from "../modules/ecs-service";
import { SnsTopic } from "../modules/sns";
import { Vpc } from "../modules/vpc";
import { addS3State, addTerraformSettings } from "./terraform-settings";

export interface EcsStackProps {
  readonly environment: Environment;
  /** Version of each service by its key, where a deployment names no other. */
  readonly versions: Readonly<Record<string, string>>;
}

/** An environment: a network, a cluster on instances, and its services behind an internal load balancer. */
export class EcsStack extends TerraformStack {
  constructor(scope: Construct, id: string, { environment, versions }: EcsStackProps) {
    super(scope, id);
    const { name, region, zones, network, instances, alertEmails } = environment;
    addTerraformSettings(this, region, name);
    addS3State(this, { bucket: environment.stateBucket, key: `ecs/${name}/terraform.tfstate`, region });

    const vpc = new Vpc(this, "vpc", { name, zones, ...network });
    const topic = new SnsTopic(this, "alerts", { name: `${name}-alerts`, emails: alertEmails });
    const cluster = new EcsCluster(this, "cluster", { name });
    new EcsInstances(this, "instances", {
      cluster,
      vpc,
      ...instances,
      notifications: topic,
      tags: { Name: `ECS-${name.toUpperCase()}`, Environment: name, Type: "ecs", Role: "host" },
    });
    new EcsEvents(this, "events", { cluster, topic });
    const alb = new Alb(this, "alb", { vpc, name });
    for (const [key, settings] of Object.entries(environment.services)) {
      const version = new ImageVersion(this, `${key}-version`, {
        service: key,
        default: versions[key] ?? "",
      });
      const service = this.addService(key, settings, { cluster, vpc, alb, version, environment: name });
      this.addOutput(`${settings.name}_frontend_url`, "Where the service answers", alb.url);
      this.addOutput(
        `${settings.name}_service_name`,
        "Name of the service in the cluster",
        service.serviceName,
      );
      this.addOutput(
        `${settings.name}_log_group`,
        "Where the service's logs are",
        service.taskDefinition.logGroupName,
      );
    }
    this.addOutput("cluster_name", "Name of the cluster", cluster.clusterName);
    this.addOutput(
      "autoscaling_notification_sns_topic",
      "Topic that tells of instances that come and go",
      topic.arn,
    );
  }

  private addService(key: string, settings: ServiceSettings, surroundings: Surroundings): EcsService {
    const { cluster, vpc, alb, version, environment } = surroundings;
    const { name, containerPort, hostPort } = settings;
    return new EcsService(this, key, {
      cluster,
      vpc,
      name,
      containers: [
        {
          name,
          image: version.of(settings.repository),
          cpu: settings.cpu,
          memoryMiB: settings.memoryMiB,
          portMappings: [{ containerPort, hostPort }],
          environment: { ENVIRONMENT: environment },
        },
      ],
      desiredCount: settings.desiredCount,
      scaling: { minTasks: settings.minTasks, maxTasks: settings.maxTasks },
      route: {
        alb,
        priority: settings.priority,
        paths: settings.paths,
        healthCheck: { path: settings.healthCheckPath },
      },
    });
  }

  private addOutput(name: string, description: string, value: string): void {
    new TerraformOutput(this, name, { description, value });
  }
}

interface Surroundings {
  readonly cluster: EcsCluster;
  readonly vpc: Vpc;
  readonly alb: Alb;
  readonly version: ImageVersion;
  readonly environment: string;
}
