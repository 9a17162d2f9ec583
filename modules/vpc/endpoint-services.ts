import { validateProp } from "../core";

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
 * call: ECS, ECR with S3, CloudWatch Logs and metrics, Session Manager, Parameter Store and Secrets Manager.
 */
export type Endpoints = "ecs" | readonly EndpointService[];

/** Services by the kind of endpoint that they need. */
export interface EndpointPlan {
  readonly gateways: readonly GatewayService[];
  readonly interfaces: readonly InterfaceService[];
  /** Whether the instances of a cluster can do without another way out. */
  readonly sufficesForEcs: boolean;
}

/**
 * Sorts services by the kind of endpoint.
 *
 * @param path construct path, for the error
 * @throws ValidationError on an unknown service or one that is named twice
 */
export function planEndpoints(path: string, endpoints: Endpoints): EndpointPlan {
  const services: readonly EndpointService[] =
    endpoints === "ecs" ? [...NEEDED_BY_ECS, ...USED_BY_INSTANCES] : endpoints;
  validateProp(path, "endpoints", services, {
    must: "name at least one service, each once",
    isMet: (list) => list.length > 0 && new Set(list).size === list.length,
    hint: 'leave it out, or take "ecs" for all that instances call',
  });
  for (const [index, service] of services.entries()) {
    validateProp<string>(path, `endpoints[${index}]`, service, {
      must: `be one of ${[...GATEWAY_SERVICES, ...INTERFACE_SERVICES].join(", ")}`,
      isMet: () => isGateway(service) || INTERFACE_SERVICES.includes(service),
      hint: 'take "ecs" for all that instances call',
    });
  }
  return {
    gateways: services.filter(isGateway),
    interfaces: services.filter((service) => !isGateway(service)),
    sufficesForEcs: NEEDED_BY_ECS.every((service) => services.includes(service)),
  };
}

function isGateway(service: EndpointService): service is GatewayService {
  return (GATEWAY_SERVICES as readonly EndpointService[]).includes(service);
}

/**
 * Without these no instance registers, and no task starts from a private image and logs. ECR keeps layers in S3.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
const NEEDED_BY_ECS = ["s3", "ecr.api", "ecr.dkr", "ecs", "ecs-agent", "ecs-telemetry", "logs"] as const;

/**
 * What instances and tasks call beside: Session Manager, parameters and secrets, metrics of the CloudWatch agent.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html
 */
const USED_BY_INSTANCES = ["ec2messages", "monitoring", "secretsmanager", "ssm", "ssmmessages"] as const;
