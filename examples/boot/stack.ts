import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Alb } from "../../modules/alb";
import { EcsCluster } from "../../modules/ecs-cluster";
import { EcsInstances } from "../../modules/ecs-instances";
import { EcsService } from "../../modules/ecs-service";
import { ImageVersion } from "../../modules/ecs-task";
import { addS3State, addTerraformSettings } from "../../modules/terraform-settings";
import { Vpc } from "../../modules/vpc";

export interface BootProps {
  /**
   * Seconds that a task which is being replaced may finish what it is serving. AWS takes 300 unless it is told, which
   * dominates the time of every deployment.
   */
  readonly drainingSeconds: number;
  readonly region: string;
}

/** Three services that share a public and an internal balancer, each on paths or on a port of its own. */
export class BootStack extends TerraformStack {
  constructor(scope: Construct, id: string, { drainingSeconds, region }: BootProps) {
    super(scope, id);
    addTerraformSettings(this, { region, environment: NAME, project: "boot" });
    addS3State(this, {
      bucket: `boot-terraform-state-${region}`,
      key: "examples/boot/terraform.tfstate",
      region,
    });

    const vpc = new Vpc(this, "vpc", {
      name: NAME,
      cidrBlock: "10.50.0.0/16",
      zones: [`${region}a`, `${region}b`],
    });
    const cluster = new EcsCluster(this, "cluster", { name: NAME });
    new EcsInstances(this, "instances", { cluster, vpc, instanceType: "t2.micro", minSize: 2, maxSize: 2 });

    const front = new Alb(this, "public-alb", { vpc, name: `${NAME}-public`, internetFacing: true });
    // What services call each other by: names that stay, whatever tasks come and go behind them.
    const inside = new Alb(this, "internal-alb", { vpc, name: `${NAME}-internal` });
    const adminPort = inside.addListener("admin", { port: ADMIN_PORT });
    const settings = { healthCheck: { path: "/health" }, deregistrationDelaySeconds: drainingSeconds };
    const boot = ["/boot", "/boot/*"];
    const context = { cluster, vpc, desiredCount: 2, minimumHealthyPercent: 50, maximumPercent: 200 };

    new EcsService(this, "boot", {
      ...context,
      name: "boot",
      containers: [
        {
          name: "boot",
          image: this.version("boot").of("example/boot"),
          cpu: 300,
          memoryMiB: 300,
          portMappings: [{ containerPort: 8080 }],
        },
      ],
      loadBalancers: {
        public: { ...settings, alb: front, priority: 10, paths: boot },
        internal: { ...settings, alb: inside, priority: 10, paths: boot },
      },
    });
    new EcsService(this, "web", {
      ...context,
      name: "web",
      containers: [
        {
          name: "web",
          image: this.version("web").of("example/web"),
          cpu: 128,
          memoryMiB: 128,
          portMappings: [{ containerPort: 5000 }],
          environment: { BOOT_URL: `${inside.url}/boot` },
        },
      ],
      loadBalancer: { ...settings, alb: front, priority: 100, paths: ["/*"] },
    });
    new EcsService(this, "admin", {
      ...context,
      name: "admin",
      containers: [
        {
          name: "admin",
          image: this.version("admin").of("example/admin"),
          cpu: 64,
          memoryMiB: 64,
          portMappings: [{ containerPort: 9001 }],
        },
      ],
      loadBalancer: { ...settings, alb: adminPort, priority: 100, paths: ["/*"] },
    });

    this.addOutput("public_url", "Where the world finds web, and boot under /boot", front.url);
    this.addOutput("internal_url", "Where services inside the VPC find boot, under /boot", inside.url);
    this.addOutput("admin_url", "Where admin is, inside the VPC", `${inside.url}:${ADMIN_PORT}`);
  }

  /** The version of a service, which is brought out by `-var <service>_version=…`. */
  private version(service: string): ImageVersion {
    return new ImageVersion(this, `${service}-version`, { service, default: "v1" });
  }

  private addOutput(name: string, description: string, value: string): void {
    new TerraformOutput(this, name, { description, value });
  }
}

const NAME = "cluster01";
const ADMIN_PORT = 9000;
