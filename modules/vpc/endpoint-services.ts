import { type Checks, rules } from "../core";

/** Services that a VPC reaches through its route tables, without a charge. */
const GATEWAY_SERVICES = ["s3", "dynamodb"] as const;

/** Services that a VPC reaches through network interfaces of its own; each costs by the hour and zone. */
const INTERFACE_SERVICES = [
  "autoscaling",
  "ec2",
  "ec2messages",
  "ecr.api",
  "ecr.dkr",
  "ecs",
  "ecs-agent",
  "ecs-telemetry",
  "events",
  "kms",
  "logs",
  "monitoring",
  "secretsmanager",
  "sns",
  "sqs",
  "ssm",
  "ssmmessages",
  "sts",
] as const;

export type GatewayService = (typeof GATEWAY_SERVICES)[number];
export type InterfaceService = (typeof INTERFACE_SERVICES)[number];

/** An AWS service as the end of its endpoint's name: `com.amazonaws.<region>.<service>`. */
export type EndpointService = GatewayService | InterfaceService;

/**
 * Which services a VPC reaches without the internet: a list, or `"ecs"` for all that the instances of a cluster
 * call: ECS, ECR with S3, Auto Scaling, CloudWatch Logs and metrics, Session Manager, Parameter Store and Secrets Manager.
 */
export type Endpoints = "ecs" | readonly EndpointService[];

const TAKE_ALL = 'take "ecs" for all that instances call';

/** Services by the kind of endpoint that they need. */
export interface EndpointPlan {
  readonly gateways: readonly GatewayService[];
  readonly interfaces: readonly InterfaceService[];
  /** Whether the instances of a cluster can do without NAT. */
  readonly sufficesForEcs: boolean;
}

/** Checks that services are known ones, each named once. */
export function checkEndpoints(c: Checks, endpoints: Endpoints): void {
  c.known({ endpoints });
  if (typeof endpoints === "string") {
    c.value<string>("endpoints", endpoints, rules.oneOf(["ecs"], "else list the services"));
  }
  const services = servicesOf(endpoints);
  c.value("endpoints", services, rules.atLeast(1, "service", "leave it out, or " + TAKE_ALL));
  const entries = services.map((key, index) => ({ prop: `endpoints[${index}]`, key }));
  for (const { prop, key } of entries) {
    c.value(prop, key, rules.oneOf<EndpointService>([...GATEWAY_SERVICES, ...INTERFACE_SERVICES], TAKE_ALL));
  }
  c.distinct(entries, "'endpoints'", "name each service once");
}

/** Sorts services, as {@link checkEndpoints} accepts them, by the kind of endpoint. */
export function planEndpoints(endpoints: Endpoints): EndpointPlan {
  const services = servicesOf(endpoints);
  return {
    gateways: services.filter(isGateway),
    interfaces: services.filter((service) => !isGateway(service)),
    sufficesForEcs: NEEDED_BY_ECS.every((service) => services.includes(service)),
  };
}

export function servicesOf(endpoints: Endpoints): readonly EndpointService[] {
  return typeof endpoints === "string" ? [...NEEDED_BY_ECS, ...USED_BY_INSTANCES] : endpoints;
}

function isGateway(service: EndpointService): service is GatewayService {
  return (GATEWAY_SERVICES as readonly EndpointService[]).includes(service);
}

/**
 * Without these no instance registers, and no task starts from a private image and logs. ECR keeps layers in S3.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
const NEEDED_BY_ECS = [
  ...(["s3", "ecr.api", "ecr.dkr", "ecs", "ecs-agent", "ecs-telemetry", "logs"] as const),
  // By which an instance completes its launch.
  "autoscaling",
] as const;

/**
 * What instances and tasks call beside: Session Manager, parameters and secrets, metrics of the CloudWatch agent.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html
 */
const USED_BY_INSTANCES = ["ec2messages", "monitoring", "secretsmanager", "ssm", "ssmmessages"] as const;

/**
 * The name of an endpoint's service: `com.amazonaws.<region>.<service>`, but of some services in China, by interface,
 * `cn.com.amazonaws.…`. Known by what AWS CDK knows: of other partitions nothing else is.
 * https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-ec2/lib/vpc-endpoint.ts
 */
export function serviceName(service: EndpointService, region: string): string {
  const isChinas = region.startsWith("cn-") && CHINAS_SERVICES.has(service);
  return `${isChinas ? "cn." : ""}com.amazonaws.${region}.${service}`;
}

const CHINAS_SERVICES: ReadonlySet<EndpointService> = new Set<EndpointService>([
  "autoscaling",
  "ec2",
  "ecr.api",
  "ecr.dkr",
  "monitoring",
  "sqs",
  "sts",
]);
