import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Alb } from "../../modules/alb";
import { consul } from "../../modules/consul";
import { EcsCluster } from "../../modules/ecs-cluster";
import { EcsEvents } from "../../modules/ecs-events";
import { EcsInstances } from "../../modules/ecs-instances";
import { EcsService } from "../../modules/ecs-service";
import { ImageVersion } from "../../modules/ecs-task";
import { SnsTopic } from "../../modules/sns";
import { addS3State, addTerraformSettings } from "../../modules/terraform-settings";
import { ExistingVpc } from "../../modules/vpc";

export interface NodejsAppProps {
  /** The account whose Parameter Store holds Consul's secrets. */
  readonly accountId: string;
  /** The VPC that is there already, and its range. */
  readonly vpcId: string;
  readonly vpcCidr: string;
  /** Private subnets in two zones or more, from which instances reach ECS. */
  readonly subnetIds: readonly string[];
}

/** One internal service in a VPC that somebody else made, whose containers Consul knows. */
export class NodejsAppStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: NodejsAppProps) {
    super(scope, id);
    addTerraformSettings(this, { region: REGION, environment: ENVIRONMENT, project: "nodejs-app" });
    addS3State(this, {
      bucket: "nodejs-app-terraform-state-staging",
      key: "examples/nodejs-app/terraform.tfstate",
      region: REGION,
    });

    const vpc = new ExistingVpc(this, "vpc", {
      vpcId: props.vpcId,
      cidrBlock: props.vpcCidr,
      privateSubnetIds: props.subnetIds,
    });
    const topic = new SnsTopic(this, "alerts", {
      name: `${ENVIRONMENT}-alerts`,
      emails: ["ops@example.com", "oncall@example.com"],
    });
    const cluster = new EcsCluster(this, "cluster", { name: ENVIRONMENT });
    // Only where the secrets are: instances read them at boot, and Terraform never does.
    const secret = (name: string) => ({
      parameterArn: `arn:aws:ssm:${REGION}:${props.accountId}:parameter/consul/${name}`,
    });
    new EcsInstances(this, "instances", {
      cluster,
      vpc,
      instanceType: "t2.micro",
      minSize: 2,
      maxSize: 3,
      systemContainers: consul(this, {
        datacenter: "vpc-staging",
        servers: ["10.1.50.10", "10.1.51.10", "10.1.52.10"],
        gossipKey: secret("gossip-key"),
        tls: { caCertificate: secret("ca"), certificate: secret("certificate"), privateKey: secret("key") },
      }),
      // By what tasks reserve, which decides where the next one finds room: as long as nothing is free, one is added.
      scaling: { metric: "reservation", cpu: SCALING, memory: SCALING },
      // As in the original: what was added last goes first.
      terminationPolicies: ["NewestInstance", "Default"],
      notifications: topic,
      tags: { Name: `ECS-${ENVIRONMENT.toUpperCase()}`, Environment: ENVIRONMENT, Type: "ecs", Role: "host" },
    });
    new EcsEvents(this, "events", { cluster, topic });

    const alb = new Alb(this, "alb", { vpc, name: ENVIRONMENT });
    const version = new ImageVersion(this, "app-version", { service: "app", default: "v1" });
    new EcsService(this, "app", {
      cluster,
      vpc,
      name: "nodejs-app",
      containers: [
        {
          name: "nodejs-app",
          image: version.of("igoratencompass/nodejs-app"),
          cpu: 1024,
          memoryMiB: 128,
          // Fixed, as in the original: one task per instance. 0 would let ECS place several on one.
          portMappings: [{ containerPort: 8080, hostPort: 8080 }],
          environment: { ENVIRONMENT },
        },
      ],
      desiredCount: 2,
      loadBalancer: { alb, priority: 100, paths: ["/*"], healthCheck: { path: "/health" } },
      // One task more at 80 % of CPU or memory, one less below 10 %: the defaults of steps.
      // No more than there can be instances, since each holds one.
      scaling: { minTasks: 2, maxTasks: 3, steps: {} },
    });

    new TerraformOutput(this, "autoscaling_notification_sns_topic", {
      description: "Topic that reports instances that come and go",
      value: topic.arn,
    });
    new TerraformOutput(this, "nodejs-app_frontend_url", {
      description: "Where the service answers, inside the VPC",
      value: alb.url,
    });
  }
}

const SCALING = { addAtPercent: 90, removeBelowPercent: 60 };
const ENVIRONMENT = "staging";
const REGION = "eu-central-1";
