import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ServiceAlarms } from "../../modules/alarms";
import { Alb } from "../../modules/alb";
import { EcrRepository } from "../../modules/ecr";
import { EcsCluster } from "../../modules/ecs-cluster";
import { EcsEvents } from "../../modules/ecs-events";
import { EcsInstances } from "../../modules/ecs-instances";
import { EcsService } from "../../modules/ecs-service";
import { type ContainerProps, ImageVersion, Secret } from "../../modules/ecs-task";
import { PrivateDnsNamespace } from "../../modules/service-discovery";
import { SnsTopic } from "../../modules/sns";
import { addS3State, addTerraformSettings } from "../../modules/terraform-settings";
import { Vpc } from "../../modules/vpc";

export interface PingPongProps {
  /** Key of the account that the secrets in Parameter Store are encrypted with. */
  readonly secretKeyArn: string;
  /** Whether there are services; without them, the repositories are there for the first images. @default true */
  readonly withServices?: boolean;
}

/** Two microservices with repositories of their own, behind one balancer, found by path. */
export class PingPongStack extends TerraformStack {
  constructor(scope: Construct, id: string, { secretKeyArn, withServices = true }: PingPongProps) {
    super(scope, id);
    addTerraformSettings(this, { region: REGION, environment: NAME, project: NAME });
    const key = "examples/ping-pong/terraform.tfstate";
    addS3State(this, { bucket: `${NAME}-terraform-state`, key, region: REGION });

    const vpc = new Vpc(this, "vpc", {
      name: NAME,
      cidrBlock: "10.40.0.0/16",
      zones: [`${REGION}a`, `${REGION}b`],
    });
    const topic = new SnsTopic(this, "alerts", { name: `${NAME}-alerts`, emails: ["ops@example.com"] });
    const cluster = new EcsCluster(this, "cluster", { name: NAME });
    // ECS adds instances when tasks find no place: during deployments, and when services grow.
    new EcsInstances(this, "instances", {
      cluster,
      vpc,
      instanceType: "t2.small",
      minSize: 2,
      // A task of the node needs more than half of an instance's memory: four of them, and one that replaces another.
      maxSize: 5,
      notifications: topic,
    });
    new EcsEvents(this, "events", { cluster, topic });
    const alb = new Alb(this, "alb", { vpc, name: `${NAME}-alb`, internetFacing: true });
    const namespace = new PrivateDnsNamespace(this, "names", { vpc, name: "ping-pong.internal" });
    const apiKey = Secret.fromSsmParameter(`/${NAME}/api-key`, { kmsKeyArn: secretKeyArn });

    const clientImages = new EcrRepository(this, "client-images", { name: `${NAME}/client` });
    const nodeImages = new EcrRepository(this, "node-images", { name: `${NAME}/node` });
    this.addOutput("client_repository", "Where the images of the client belong", clientImages.url);
    this.addOutput("node_repository", "Where the images of the node belong", nodeImages.url);
    if (!withServices) {
      return;
    }

    const nodeVersion = new ImageVersion(this, "node-version", { service: "node", default: "3d9a0b7" });
    const nodeContainer = (name: string): ContainerProps => ({
      ...SIZE,
      name,
      image: nodeVersion.of(nodeImages),
      secrets: { API_KEY: apiKey },
    });
    const node = new EcsService(this, "node", {
      ...KEEP_SERVING,
      cluster,
      vpc,
      name: "node",
      // The first one is what the balancer and the others in the VPC call.
      containers: [
        { ...nodeContainer("node-john"), links: ["node-paul", "node-george", "node-ringo"] },
        ...["node-paul", "node-george", "node-ringo"].map(nodeContainer),
      ],
      loadBalancer: { alb, priority: 100, paths: ["/ping", "/start"], healthCheck: { path: "/ping" } },
      serviceDiscovery: { namespace },
    });
    const clientVersion = new ImageVersion(this, "client-version", { service: "client", default: "8f3c2d1" });
    const client = new EcsService(this, "client", {
      ...KEEP_SERVING,
      cluster,
      vpc,
      name: "client",
      containers: [
        {
          ...SIZE,
          name: "client",
          image: clientVersion.of(clientImages),
          environment: { NODE_NAME: `node.${namespace.namespaceName}` },
        },
      ],
      loadBalancer: { alb, priority: 200, paths: ["/*"], healthCheck: { path: "/" } },
    });
    client.allowTo(node);
    new ServiceAlarms(this, "node-alarms", { service: node, topic });
    new ServiceAlarms(this, "client-alarms", { service: client, topic });

    this.addOutput("url", "Where the services answer", alb.url);
  }

  private addOutput(name: string, description: string, value: string): void {
    new TerraformOutput(this, name, { description, value });
  }
}

const NAME = "microservice-ping-pong";
const REGION = "eu-west-2";

/** A soft limit, and a port of the instance that ECS picks: several tasks fit on an instance. */
const SIZE = { cpu: 128, memoryReservationMiB: 300, portMappings: [{ containerPort: 3000 }] };

/** All tasks stay up while new ones start beside them; both zones have some, packed onto as few instances as hold them. */
const KEEP_SERVING = {
  minimumHealthyPercent: 100,
  scaling: { minTasks: 2, maxTasks: 4 },
  placementStrategies: [{ spread: "zone" }, { binpack: "memory" }],
} as const;
