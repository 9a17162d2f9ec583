import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ServiceAlarms } from "../../../modules/alarms";
import { Alb } from "../../../modules/alb";
import { consul } from "../../../modules/consul";
import { partitionOfRegion } from "../../../modules/core";
import { DatabaseUsers } from "../../../modules/database-users";
import { EcrRepository } from "../../../modules/ecr";
import { EcsCluster } from "../../../modules/ecs-cluster";
import { EcsEvents } from "../../../modules/ecs-events";
import { EcsInstances } from "../../../modules/ecs-instances";
import { EcsTaskRole } from "../../../modules/ecs-roles";
import { EcsService } from "../../../modules/ecs-service";
import { ImageVersion, Secret } from "../../../modules/ecs-task";
import { LogBucket } from "../../../modules/log-bucket";
import { Database } from "../../../modules/rds";
import { OneOffTask, ScheduledTask } from "../../../modules/scheduled-task";
import { SnsTopic } from "../../../modules/sns";
import { addS3State, addTerraformSettings } from "../../../modules/terraform-settings";
import { EcsDeployer } from "../../../modules/users";
import { Vpc } from "../../../modules/vpc";

/** What asks for permissions and stands in no example, in one stack of any region. */
export class CompleteStack extends TerraformStack {
  constructor(scope: Construct, id: string, { region }: { readonly region: string }) {
    super(scope, id);
    const state = { bucket: "complete-state", key: "ecs/complete/terraform.tfstate" };
    addTerraformSettings(this, { region, environment: "complete", project: "complete" });
    addS3State(this, { ...state, region });

    const zones = [`${region}a`, `${region}b`];
    const vpc = new Vpc(this, "vpc", {
      name: "complete",
      cidrBlock: "10.9.0.0/16",
      zones,
      flowLogs: {},
      endpoints: "ecs",
    });
    const topic = new SnsTopic(this, "alerts", { name: "alerts", encrypted: true, keepUndelivered: true });
    topic.addQueue("pager", { name: "pager" });
    const arn = (service: string, resource: string) =>
      `arn:${partitionOfRegion(region).id}:${service}:${region}:111122223333:${resource}`;
    const key = (name: string) => arn("kms", `key/${name}`);
    const secret = (name: string) => arn("secretsmanager", `secret:${name}-AbCdEf`);
    const cluster = new EcsCluster(this, "cluster", {
      name: "complete",
      executeCommand: {
        logGroup: { kmsKeyArn: key("shell-logs") },
        bucket: { name: "complete-audit", prefix: "shells", kmsKeyArn: key("audit") },
        kmsKeyArn: key("shells"),
      },
    });
    new EcsInstances(this, "instances", {
      cluster,
      vpc,
      instanceType: "t3.medium",
      minSize: 1,
      maxSize: 2,
      notifications: topic,
      systemLogs: {},
      ecsConfig: { bucket: "agent-settings", key: "ecs.config", kmsKeyArn: key("agent") },
      registryCredentials: { secret: { secretArn: secret("registry"), kmsKeyArn: key("registry") } },
      // For the Consul client, which finds its servers with the role of the instance.
      instanceMetadataHopLimit: 2,
      systemContainers: consul(this, {
        datacenter: "complete",
        servers: ["provider=aws tag_key=consul tag_value=server"],
        gossipKey: { parameterArn: arn("ssm", "parameter/consul/gossip"), kmsKeyArn: key("consul") },
      }),
    });
    new EcsEvents(this, "events", { cluster, topic });
    const accessLogs = new LogBucket(this, "access-logs", { namePrefix: "complete-access" });
    const alb = new Alb(this, "alb", { vpc, name: "complete", accessLogs });
    const images = new EcrRepository(this, "images", {
      name: "complete/web",
      pullAccounts: ["444455556666"],
    });
    const version = new ImageVersion(this, "version", { service: "web", default: "v1" });
    const service = new EcsService(this, "web", {
      cluster,
      vpc,
      name: "web",
      logKmsKeyArn: key("logs"),
      execEnabled: true,
      taskRole: new EcsTaskRole(this, "web-role", {
        namePrefix: "complete-web",
        parameterPrefix: "/complete/web",
        kmsKeyArn: key("parameters"),
      }),
      volumes: {
        shared: { efs: { fileSystemId: "fs-0123456789abcdef0", accessPointId: "fsap-0123456789abcdef0" } },
        whole: { efs: { fileSystemId: "fs-0123456789abcdef1" } },
      },
      containers: [
        {
          name: "web",
          image: version.of(images),
          memoryMiB: 128,
          portMappings: [{ containerPort: 8080 }],
          mountPoints: [
            { volume: "shared", containerPath: "/shared" },
            { volume: "whole", containerPath: "/whole", readOnly: true },
          ],
          secrets: {
            TOKEN: Secret.fromSsmParameter("/complete/token", { kmsKeyArn: key("token") }),
            PASSWORD: Secret.fromSecretsManager(secret("database"), {
              jsonKey: "password",
              kmsKeyArn: key("database"),
            }),
          },
        },
        {
          name: "helper",
          image: "registry.example.com/helper:v1",
          memoryMiB: 64,
          essential: false,
          repositoryCredentials: Secret.fromSecretsManager(secret("helper")),
        },
      ],
      loadBalancer: { alb, priority: 100, paths: ["/*"] },
    });
    // With network interfaces of their own: what their subnets are is a matter of permission.
    const worker = new EcsService(this, "worker", {
      cluster,
      vpc,
      name: "worker",
      networkMode: "awsvpc",
      containers: [{ name: "worker", image: version.of("example/worker"), memoryMiB: 64 }],
    });
    new ServiceAlarms(this, "alarms", { service, topic });
    const containers = (name: string) => [{ name, image: version.of(images), memoryMiB: 64 }];
    const migration = new OneOffTask(this, "migration", {
      cluster,
      vpc,
      name: "migrate",
      containers: containers("migrate"),
    });
    const cleanUp = new ScheduledTask(this, "clean-up", {
      cluster,
      vpc,
      name: "clean-up",
      containers: containers("clean-up"),
      schedule: "rate(6 hours)",
      kmsKeyArn: key("schedule"),
      topic,
    });
    new DatabaseUsers(this, "database-users", {
      cluster,
      vpc,
      database: new Database(this, "database", {
        cluster,
        vpc,
        name: "complete",
        engine: "postgres",
        instanceClass: "db.t4g.micro",
        secretKmsKeyArn: key("database-secrets"),
      }),
      name: "database-users",
      users: ["orders"],
    });
    new EcsDeployer(this, "deployer", {
      cluster,
      services: [service, worker],
      tasks: [migration, cleanUp],
      repositories: [images],
      state,
      github: { repository: "example/shop", environment: "complete" },
      gitlab: { project: "example/shop" },
      userName: "ecs_deployer",
    });
  }
}
