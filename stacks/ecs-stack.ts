import { dependable, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { checkEnvironment, type Environment, type ServiceSettings, type TaskSettings } from "../settings";
import { Alb } from "../modules/alb";
import { attempt, check, nearest } from "../modules/core";
import { EcsCluster } from "../modules/ecs-cluster";
import { EcsEvents } from "../modules/ecs-events";
import { EcsInstances } from "../modules/ecs-instances";
import { EcsService } from "../modules/ecs-service";
import { type ContainerProps, ImageVersion } from "../modules/ecs-task";
import { OneOffTask, ScheduledTask } from "../modules/scheduled-task";
import { SnsTopic } from "../modules/sns";
import { addS3State, addTerraformSettings } from "../modules/terraform-settings";
import { Vpc } from "../modules/vpc";

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
 * An environment: a network, a cluster on instances, and its services behind an internal load balancer.
 *
 * What is wrong with one service, task or group of instances keeps no other from being checked: all of it is reported at
 * once by `assertValid`.
 */
export class EcsStack extends TerraformStack {
  /** Images of the services by key, in the version that is asked for. Without those whose settings are refused. */
  private readonly images = new Map<string, string>();

  constructor(
    scope: Construct,
    id: string,
    { environment, versions, committedVersions = {}, accountId }: EcsStackProps,
  ) {
    super(scope, id);
    check(this, (c) => {
      checkEnvironment(c, environment);
    });
    const { name, region, project, zones, network, alertEmails, services, tasks = {} } = environment;
    const allowedAccountIds = accountId === undefined ? undefined : [accountId];
    addTerraformSettings(this, { region, environment: name, project, allowedAccountIds });
    addS3State(this, { bucket: environment.stateBucket, key: `ecs/${name}/terraform.tfstate`, region });

    const vpc = new Vpc(this, "vpc", { name, zones, ...network });
    const topic = new SnsTopic(this, "alerts", { name: `${name}-alerts`, emails: alertEmails });
    const cluster = new EcsCluster(this, "cluster", { name });
    attempt(this, () => {
      new EcsInstances(this, "instances", {
        cluster,
        vpc,
        ...environment.instances,
        notifications: topic,
        tags: { Name: `ECS-${name.toUpperCase()}`, Environment: name, Type: "ecs", Role: "host" },
      });
    });
    new EcsEvents(this, "events", { cluster, topic });
    const alb = new Alb(this, "alb", { vpc, name });
    this.addOutput("cluster_name", "Name of the cluster", cluster.clusterName);
    this.addOutput(
      "autoscaling_notification_sns_topic",
      "Topic that reports instances that come and go",
      topic.arn,
    );

    const platform = { cluster, vpc, alb, topic, environment: name };
    for (const [key, settings] of Object.entries(services)) {
      attempt(this, () => {
        const service = this.addService(key, settings, versions[key] ?? "", platform);
        this.addCommittedVersion(key, service, committedVersions[key]);
      });
    }
    for (const [key, settings] of Object.entries(tasks)) {
      attempt(this, () => {
        this.addTask(key, settings, Object.keys(services), platform);
      });
    }
  }

  private addService(
    key: string,
    settings: ServiceSettings,
    version: string,
    platform: Platform,
  ): EcsService {
    const { cluster, vpc, alb, environment } = platform;
    const { name, containerPort, hostPort } = settings;
    this.checkIds(`services.${key}`, [
      key,
      `${key}-version`,
      `${key}_committed_version`,
      `${name}_frontend_url`,
    ]);
    const image = attempt(this, () =>
      new ImageVersion(this, `${key}-version`, { service: key, default: version }).of(settings.repository),
    );
    // What stands in for a refused image is never written; the rest of the service is checked with it.
    this.images.set(key, image ?? "refused:v1");
    const service = new EcsService(this, key, {
      cluster,
      vpc,
      name,
      containers: [
        {
          name,
          image: this.images.get(key) ?? "",
          cpu: settings.cpu,
          memoryMiB: settings.memoryMiB,
          portMappings: [{ containerPort, hostPort }],
          environment: { ENVIRONMENT: environment },
        },
      ],
      desiredCount: settings.desiredCount,
      scaling: { minTasks: settings.minTasks, maxTasks: settings.maxTasks },
      loadBalancer: {
        alb,
        priority: settings.priority,
        paths: settings.paths,
        healthCheck: { path: settings.healthCheckPath },
      },
    });
    this.addOutput(`${name}_frontend_url`, "Where the service answers", alb.url);
    this.addOutput(`${name}_service_name`, "Name of the service in the cluster", service.serviceName);
    this.addOutput(`${name}_log_group`, "Where the service's logs are", service.taskDefinition.logGroupName);
    return service;
  }

  /** Tells the next deployment whether somebody has committed another version since. */
  private addCommittedVersion(key: string, { resource }: EcsService, version: string | undefined): void {
    if (version !== undefined) {
      new TerraformOutput(this, `${key}_committed_version`, {
        description: `Version of ${key} in cdktf.json when it was deployed last`,
        value: version,
        // Not before the service is deployed, also when others are the only targets.
        dependsOn: [{ fqn: dependable(resource) }],
      });
    }
  }

  private addTask(
    name: string,
    settings: TaskSettings,
    services: readonly string[],
    platform: Platform,
  ): void {
    const { cluster, vpc, topic, environment } = platform;
    const { service, command, memoryMiB, schedule, timeZone } = settings;
    const id = `task-${name}`;
    this.checkIds(`tasks.${name}`, [id]);
    check(this, (c) => {
      c.require(() => services.includes(service), {
        prop: `tasks.${name}.service`,
        must: `be one of ${services.join(", ")}`,
        got: service,
        hint: `name the service whose image the task runs${meant(service, services)}`,
      });
    });
    const image = this.images.get(service);
    if (image === undefined) {
      // The service is reported.
      return;
    }
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
        ? new OneOffTask(this, id, props)
        : new ScheduledTask(this, id, { ...props, schedule, timeZone, topic });
    new TerraformOutput(this, task.output.name, task.output.config);
  }

  /** Constructs of the stack have ids that are addresses: a key that makes the same ones cannot be taken. */
  private checkIds(prop: string, ids: readonly string[]): void {
    check(this, (c) => {
      c.require(() => ids.every((id) => this.node.tryFindChild(id) === undefined), {
        prop,
        must: "have a key and a name that nothing else in the stack has",
        got: ids.find((id) => this.node.tryFindChild(id) !== undefined),
        hint: "choose another one",
      });
    });
  }

  private addOutput(name: string, description: string, value: string): void {
    new TerraformOutput(this, name, { description, value });
  }
}

/** What all services and tasks of the environment share. */
interface Platform {
  readonly cluster: EcsCluster;
  readonly vpc: Vpc;
  readonly alb: Alb;
  readonly topic: SnsTopic;
  /** Name of the environment. */
  readonly environment: string;
}

function meant(name: string, known: readonly string[]): string {
  const found = nearest(name, known);
  return found === undefined ? "" : `: did you mean ${JSON.stringify(found)}?`;
}
