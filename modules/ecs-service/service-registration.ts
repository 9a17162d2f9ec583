import type { EcsServiceServiceRegistries } from "@cdktf/provider-aws/lib/ecs-service";
import type { Construct } from "constructs";
import { type ContainerProps, findPort, type NetworkMode, type ServicePort } from "../ecs-task";
import { DiscoverableService, type PrivateDnsNamespace } from "../service-discovery";

/**
 * Under which name others find the tasks. The record is of type A in network mode `awsvpc`; else of type SRV, since
 * a client must learn the port as well.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html#service-discovery-considerations
 */
export interface ServiceDiscovery extends ServicePort {
  readonly namespace: PrivateDnsNamespace;
  /** First part of the DNS name. @default the name of the service */
  readonly name?: string;
  /** Seconds for which a client may keep an answer. @default 10 */
  readonly ttlSeconds?: number;
}

/** What a service is registered with. */
export interface Registration {
  readonly dnsName: string;
  readonly registry: EcsServiceServiceRegistries;
}

/** Gives a service its DNS name. */
export function addRegistration(
  scope: Construct,
  discovery: ServiceDiscovery,
  service: {
    readonly name: string;
    readonly containers: readonly ContainerProps[];
    readonly mode: NetworkMode;
  },
): Registration {
  const hasAddress = service.mode === "awsvpc";
  const { containerName, mapping } = findPort(scope, "serviceDiscovery", discovery, service.containers);
  const { arn, dnsName } = new DiscoverableService(scope, "discovery", {
    namespace: discovery.namespace,
    name: discovery.name ?? service.name,
    recordType: hasAddress ? "A" : "SRV",
    ttlSeconds: discovery.ttlSeconds,
  });
  return {
    dnsName,
    registry: hasAddress
      ? { registryArn: arn }
      : { registryArn: arn, containerName, containerPort: mapping.containerPort },
  };
}
