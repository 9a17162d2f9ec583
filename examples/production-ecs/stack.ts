import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Alb } from "../../modules/alb";
import { EcsCluster } from "../../modules/ecs-cluster";
import { DEFAULT_EVENTS, EcsEvents } from "../../modules/ecs-events";
import { cAdvisor, EcsInstances } from "../../modules/ecs-instances";
import { EcsTaskRole } from "../../modules/ecs-roles";
import { DaemonService, EcsService } from "../../modules/ecs-service";
import { ImageVersion, Secret } from "../../modules/ecs-task";
import { SnsTopic } from "../../modules/sns";
import { addS3State, addTerraformSettings } from "../../modules/terraform-settings";
import { EcsDeployer } from "../../modules/users";
import { Vpc } from "../../modules/vpc";
import { Batch } from "./batch";

export interface ProductionProps {
  /** Certificate of the public balancer, in the same region. */
  readonly certificateArn: string;
  /** Whether there are Spot instances for reports, with a classic balancer. @default true */
  readonly withBatch?: boolean;
  /** Key for the logs of the web service and the records of shells; its policy must let CloudWatch Logs use it. @default CloudWatch's own */
  readonly logKmsKeyArn?: string;
}

/** A cluster for production: its own network, groups of instances for different work, alerts, and who deploys. */
export class ProductionStack extends TerraformStack {
  constructor(
    scope: Construct,
    id: string,
    { certificateArn, withBatch = true, logKmsKeyArn }: ProductionProps,
  ) {
    super(scope, id);
    addTerraformSettings(this, { region: REGION, environment: NAME, project: "production-ecs" });
    const state = {
      bucket: "production-ecs-terraform-state",
      key: "examples/production-ecs/terraform.tfstate",
    };
    addS3State(this, { ...state, region: REGION });

    const vpc = new Vpc(this, "vpc", {
      name: NAME,
      cidrBlock: "10.20.0.0/16",
      zones: ["eu-west-1a", "eu-west-1b"],
      nat: "per-zone",
      flowLogs: {},
    });
    const topic = new SnsTopic(this, "alerts", { name: `${NAME}-alerts`, emails: ["ops@example.com"] });
    // Who opens a shell in a container is recorded, with what is typed and shown.
    const executeCommand = { logGroup: { kmsKeyArn: logKmsKeyArn } };
    const cluster = new EcsCluster(this, "cluster", { name: NAME, executeCommand });
    const general = new EcsInstances(this, "general", {
      cluster,
      vpc,
      name: "general",
      instanceType: "t3.medium",
      minSize: 2,
      maxSize: 4,
      // Placement constraints ask for it.
      instanceAttributes: { purpose: "general" },
      // Before the agent joins the cluster, so that it sees the containers of tasks from the first one on.
      systemContainers: [cAdvisor()],
      // Credentials of private registries, say: in the bucket only, not in user data.
      ecsConfig: { bucket: "production-ecs-agent", key: "ecs.config" },
      loggingDrivers: ["fluentd"],
      customUserData: "sysctl -w net.core.somaxconn=1024",
      systemLogs: { cloudwatchPrefix: NAME },
      notifications: topic,
      tags: { Environment: NAME },
    });
    const alb = new Alb(this, "alb", { vpc, name: NAME, internetFacing: true, certificateArn });
    const web = this.addWeb({ cluster, vpc, alb, general }, logKmsKeyArn);
    const batch = withBatch ? new Batch(this, "batch", { cluster, vpc, notifications: topic }) : undefined;
    // After the groups: a daemon runs on the instances of them all.
    new DaemonService(this, "node-exporter", {
      cluster,
      vpc,
      name: "node-exporter",
      networkMode: "host",
      containers: [
        {
          name: "node-exporter",
          image: "quay.io/prometheus/node-exporter:v1.9.1",
          memoryMiB: 64,
          portMappings: [{ containerPort: 9100 }],
        },
      ],
    });

    // Spot instances are told of only where there are some.
    const events = withBatch ? ([...DEFAULT_EVENTS, "spot-interruption"] as const) : DEFAULT_EVENTS;
    new EcsEvents(this, "events", { cluster, topic, events });
    const deployer = new EcsDeployer(this, "deployer", {
      cluster,
      services: batch === undefined ? [web] : [web, batch.reports],
      state,
      github: { repository: "example/shop", environment: NAME },
      // For a CI system without OIDC; leave it out otherwise.
      userName: "ecs_deployer",
    });

    this.addOutput("web_url", "Where the world finds the service", alb.url);
    this.addOutput("deployer_role_arn", "What a job of GitHub Actions assumes", deployer.githubRoleArn ?? "");
    if (batch !== undefined) {
      this.addOutput("reports_url", "Where the reports are, inside the VPC", batch.url);
    }
  }

  /** The service that people use: public, spread over zones, and larger in office hours. */
  private addWeb(
    context: { cluster: EcsCluster; vpc: Vpc; alb: Alb; general: EcsInstances },
    logKmsKeyArn: string | undefined,
  ): EcsService {
    const { cluster, vpc, alb, general } = context;
    const version = new ImageVersion(this, "web-version", { service: "web", default: "v1" });
    return new EcsService(this, "web", {
      cluster,
      vpc,
      name: "web",
      execEnabled: true,
      logKmsKeyArn,
      taskRole: new EcsTaskRole(this, "web-role", {
        namePrefix: `${NAME}-web`,
        parameterPrefix: `/${NAME}/web`,
      }),
      containers: [
        {
          name: "web",
          image: version.of("example/web"),
          cpu: 256,
          memoryMiB: 256,
          // No host port: ECS picks one of 32768 to 61000, so several tasks fit on an instance.
          portMappings: [{ containerPort: 3000 }],
          secrets: { API_TOKEN: Secret.fromSsmParameter(`/${NAME}/web/api-token`) },
        },
      ],
      capacityProviderStrategy: [{ group: general }],
      placementStrategies: [{ spread: "zone" }, { binpack: "memory" }],
      placementConstraints: [{ memberOf: "attribute:purpose == general" }],
      loadBalancer: { alb, priority: 100, hosts: ["www.example.com"], healthCheck: { path: "/health" } },
      loadBalancers: { api: { alb, priority: 50, paths: ["/api/*"], healthCheck: { path: "/health" } } },
      scaling: {
        minTasks: 2,
        maxTasks: 8,
        schedules: [
          { name: "day", schedule: "cron(0 7 ? * MON-FRI *)", timeZone: TIME_ZONE, minTasks: 4, maxTasks: 8 },
          {
            name: "night",
            schedule: "cron(0 20 ? * MON-FRI *)",
            timeZone: TIME_ZONE,
            minTasks: 2,
            maxTasks: 4,
          },
        ],
      },
    });
  }

  private addOutput(name: string, description: string, value: string): void {
    new TerraformOutput(this, name, { description, value });
  }
}

const NAME = "production";
const REGION = "eu-west-1";
const TIME_ZONE = "Europe/Amsterdam";
