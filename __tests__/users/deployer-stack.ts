import { S3Backend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Alb } from "../../modules/alb";
import { EcrRepository } from "../../modules/ecr";
import { EcsCluster } from "../../modules/ecs-cluster";
import { EcsEvents } from "../../modules/ecs-events";
import { EcsInstances } from "../../modules/ecs-instances";
import { EcsTaskRole } from "../../modules/ecs-roles";
import { type DeploymentStrategy, EcsService } from "../../modules/ecs-service";
import { ImageVersion } from "../../modules/ecs-task";
import { SnsTopic } from "../../modules/sns";
import { EcsDeployer, type EcsDeployerProps } from "../../modules/users";
import { Vpc } from "../../modules/vpc";
import { addTerraformSettings } from "../../modules/terraform-settings";

export const state = { bucket: "shop-state", key: "ecs/acc/terraform.tfstate" };

/** An environment with a service, everything that tells of it, and everybody who may deploy it. */
export class DeployerStack extends TerraformStack {
  constructor(
    scope: Construct,
    id: string,
    deployer: Partial<EcsDeployerProps> = {},
    {
      withRepository = false,
      deployment,
    }: { readonly withRepository?: boolean; readonly deployment?: DeploymentStrategy } = {},
  ) {
    super(scope, id);
    addTerraformSettings(this, { region: "eu-west-1", environment: "acc", project: "nodejs-app" });
    const backend = new S3Backend(this, { ...state, region: "eu-west-1", encrypt: true });
    backend.addOverride("use_lockfile", true);

    const vpc = new Vpc(this, "vpc", {
      name: "acc",
      cidrBlock: "10.1.0.0/16",
      zones: ["eu-west-1a", "eu-west-1b"],
      nat: "single",
    });
    const topic = new SnsTopic(this, "alerts", {
      name: "acc-alerts",
      emails: ["ops@example.com"],
      httpsEndpoints: ["https://alerts.example.com/ecs"],
      encrypted: true,
      keepUndelivered: true,
    });
    topic.addQueue("pager", { name: "acc-pager" });
    const cluster = new EcsCluster(this, "cluster", { name: "acc" });
    new EcsInstances(this, "instances", {
      cluster,
      vpc,
      instanceType: "t2.micro",
      minSize: 2,
      maxSize: 3,
      notifications: topic,
    });
    new EcsEvents(this, "events", { cluster, topic });
    const alb = new Alb(this, "alb", { vpc, name: "acc" });
    const version = new ImageVersion(this, "version", { service: "app", default: "v1" });
    const service = new EcsService(this, "app", {
      cluster,
      vpc,
      name: "shop",
      containers: [
        {
          name: "shop",
          image: version.of("example/shop"),
          memoryMiB: 128,
          portMappings: [{ containerPort: 8080 }],
        },
      ],
      scaling: { minTasks: 2, maxTasks: 10 },
      loadBalancer: { alb, priority: 100 },
      deployment,
    });
    new EcsTaskRole(this, "task-role", { namePrefix: "acc-jobs", parameterPrefix: "/acc/jobs" });
    new EcsDeployer(this, "deployer", {
      cluster,
      services: [service],
      state,
      github: { repository: "example/shop", environment: "acc" },
      gitlab: { project: "example/shop" },
      userName: "ecs_deployer",
      repositories: withRepository
        ? [new EcrRepository(this, "repository", { name: "example/shop" })]
        : undefined,
      ...deployer,
    });
  }
}
