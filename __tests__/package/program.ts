// A program as a user of the package writes it. In this repository the compiler takes the names of the package for modules/.
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ServiceAlarms } from "ecs-terraform-cdk/alarms";
import { Alb } from "ecs-terraform-cdk/alb";
import { EcsCluster } from "ecs-terraform-cdk/ecs-cluster";
import { EcsInstances } from "ecs-terraform-cdk/ecs-instances";
import { EcsService } from "ecs-terraform-cdk/ecs-service";
import { ImageVersion } from "ecs-terraform-cdk/ecs-task";
import { runProgram } from "ecs-terraform-cdk/program";
import { Database } from "ecs-terraform-cdk/rds";
import { SharedOutputs } from "ecs-terraform-cdk/shared-outputs";
import { SnsTopic } from "ecs-terraform-cdk/sns";
import { addS3State, addTerraformSettings } from "ecs-terraform-cdk/terraform-settings";
import { EcsDeployer } from "ecs-terraform-cdk/users";
import { Vpc } from "ecs-terraform-cdk/vpc";

const REGION = "eu-west-1";
const TEAMS = ["orders", "search"] as const;
const SERVICES_OF_A_TEAM = 10;

/** The state of a stack, and what all of them have. */
abstract class BaseStack extends TerraformStack {
  protected readonly state: { readonly bucket: string; readonly key: string };

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.state = { bucket: "consumer-states", key: `${id}.tfstate` };
    addTerraformSettings(this, { region: REGION, environment: "prod", project: "consumer" });
    addS3State(this, { ...this.state, region: REGION });
  }
}

/** Two clusters on three groups of instances, two balancers and a database. */
class PlatformStack extends BaseStack {
  readonly vpc: Vpc;
  readonly clusters: Readonly<Record<"x86" | "arm", EcsCluster>>;
  readonly balancers: Readonly<Record<"x86" | "arm", Alb>>;
  readonly groups: Readonly<Record<"general" | "spot", EcsInstances>>;
  readonly database: Database;
  readonly topic: SnsTopic;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const vpc = new Vpc(this, "vpc", {
      name: "prod",
      cidrBlock: "10.30.0.0/16",
      zones: [`${REGION}a`, `${REGION}b`],
    });
    this.vpc = vpc;
    this.clusters = {
      x86: new EcsCluster(this, "x86", { name: "x86" }),
      arm: new EcsCluster(this, "arm", { name: "arm" }),
    };
    const { x86, arm } = this.clusters;
    const size = { minSize: 2, maxSize: 6 };
    const graviton = new EcsInstances(this, "graviton", {
      cluster: arm,
      vpc,
      name: "graviton",
      instanceType: "t4g.large",
      ...size,
    });
    const ofX86 = { cluster: x86, vpc, instanceType: "t3.large", ...size };
    this.groups = {
      general: new EcsInstances(this, "general", { ...ofX86, name: "general" }),
      spot: new EcsInstances(this, "spot", {
        ...ofX86,
        name: "spot",
        spot: { instanceTypes: ["t3a.large"] },
      }),
    };
    this.balancers = {
      x86: new Alb(this, "public", { vpc, name: "public", internetFacing: true }),
      arm: new Alb(this, "internal", { vpc, name: "internal" }),
    };
    x86.allowFrom(this.balancers.x86);
    arm.allowFrom(this.balancers.arm);
    this.database = new Database(this, "database", {
      cluster: x86,
      vpc,
      name: "orders",
      engine: "postgres",
      instanceClass: "db.t4g.micro",
    });
    this.topic = new SnsTopic(this, "alerts", {
      name: "alerts",
      accountPublishers: ["cloudwatch.amazonaws.com"],
    });
    const { balancers, groups, database, topic } = this;
    new SharedOutputs(this, "shared", {
      constructs: [
        ...[vpc, x86, arm, graviton, groups.general, groups.spot],
        ...[balancers.x86, balancers.arm, database, topic],
      ],
    });
  }
}

type Team = (typeof TEAMS)[number];

/** The services of a team: every second one on ARM, the others with the database. */
class TeamStack extends BaseStack {
  private readonly team: Team;

  constructor(scope: Construct, team: Team, platform: PlatformStack) {
    super(scope, team);
    this.team = team;
    const services = Array.from({ length: SERVICES_OF_A_TEAM }, (_, index) =>
      this.addService(platform, `${team}_${index}`, index),
    );
    for (const [architecture, cluster] of Object.entries(platform.clusters)) {
      new EcsDeployer(this, `${architecture}-deployer`, {
        cluster,
        services: services.filter((_, index) => onArm(index) === (architecture === "arm")),
        state: this.state,
        userName: `${team}-${architecture}`,
      });
    }
  }

  private addService(platform: PlatformStack, key: string, index: number): EcsService {
    const { vpc, clusters, balancers, groups, database, topic } = platform;
    const name = key.replace("_", "-");
    const version = new ImageVersion(this, `${name}-version`, { service: key, default: "v1" });
    const container = {
      name,
      image: version.of(`example/${name}`),
      cpu: 128,
      memoryMiB: 128,
      portMappings: [{ containerPort: 8080 }],
    };
    const common = { vpc, name };
    const route = {
      priority: 100 * (1 + TEAMS.indexOf(this.team)) + index,
      paths: [`/${name}`, `/${name}/*`],
      healthCheck: { path: "/health" },
    };
    const service = onArm(index)
      ? new EcsService(this, name, {
          ...common,
          cluster: clusters.arm,
          containers: [container],
          loadBalancer: { alb: balancers.arm, ...route },
        })
      : new EcsService(this, name, {
          ...common,
          cluster: clusters.x86,
          containers: [{ ...container, ...database.variables() }],
          capacityProviderStrategy: [{ group: index % 4 === 0 ? groups.general : groups.spot }],
          loadBalancer: { alb: balancers.x86, ...route },
        });
    new ServiceAlarms(this, `${name}-alarms`, { service, topic });
    return service;
  }
}

function onArm(index: number): boolean {
  return index % 2 === 1;
}

runProgram((app) => {
  const platform = new PlatformStack(app, "platform");
  for (const team of TEAMS) {
    new TeamStack(app, team, platform);
  }
});
