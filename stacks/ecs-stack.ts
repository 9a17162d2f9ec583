import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Environment, ServiceSettings, TaskSettings } from "../environments";
import { Alb } from "../modules/alb";
import { ValidationError } from "../modules/core";
import { EcsCluster } from "../modules/ecs-cluster";
import { EcsEvents } from "../modules/ecs-events";
import { EcsInstances } from "../modules/ecs-instances";
import { EcsService } from "../modules/ecs-service";
import { type ContainerProps, ImageVersion } from "../modules/ecs-task";
import { OneOffTask, ScheduledTask } from "../modules/scheduled-task";
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
    const images = new Map<string, string>();
    for (const [key, settings] of Object.entries(environment.services)) {
      const version = new ImageVersion(this, `${key}-version`, {
        service: key,
        default: versions[key] ?? "",
      });
      const image = version.of(settings.repository);
      images.set(key, image);
      const service = this.addService(key, settings, { cluster, vpc, alb, image, environment: name });
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
    for (const [key, settings] of Object.entries(environment.tasks ?? {})) {
      const image = images.get(settings.service);
      if (image === undefined) {
        throw new ValidationError(this, {
          prop: `tasks.${key}.service`,
          must: `be one of ${[...images.keys()].join(", ")}`,
          got: settings.service,
          hint: "name the service whose image the task runs",
        });
      }
      this.addTask(key, settings, { cluster, vpc, topic, image, environment: name });
    }
    this.addOutput("cluster_name", "Name of the cluster", cluster.clusterName);
    this.addOutput(
      "autoscaling_notification_sns_topic",
      "Topic that tells of instances that come and go",
      topic.arn,
    );
  }

  private addService(key: string, settings: ServiceSettings, surroundings: Surroundings): EcsService {
    const { cluster, vpc, alb, image, environment } = surroundings;
    const { name, containerPort, hostPort } = settings;
    return new EcsService(this, key, {
      cluster,
      vpc,
      name,
      containers: [
        {
          name,
          image,
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

  private addTask(name: string, settings: TaskSettings, surroundings: TaskSurroundings): void {
    const { cluster, vpc, topic, image, environment } = surroundings;
    const { command, memoryMiB, schedule, timeZone } = settings;
    const container: ContainerProps = {
      name,
      image,
      command,
      memoryMiB,
      environment: { ENVIRONMENT: environment },
    };
    const props = { cluster, vpc, name, containers: [container] };
    const task =
      schedule === undefined
        ? new OneOffTask(this, `task-${name}`, props)
        : new ScheduledTask(this, `task-${name}`, { ...props, schedule, timeZone, topic });
    new TerraformOutput(this, task.output.name, task.output.config);
  }

  private addOutput(name: string, description: string, value: string): void {
    new TerraformOutput(this, name, { description, value });
  }
}

interface Surroundings {
  readonly cluster: EcsCluster;
  readonly vpc: Vpc;
  readonly alb: Alb;
  /** In the version that is asked for. */
  readonly image: string;
  readonly environment: string;
}

interface TaskSurroundings extends Omit<Surroundings, "alb"> {
  readonly topic: SnsTopic;
}
