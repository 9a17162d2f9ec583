import type { EcsServiceServiceRegistries } from "@cdktf/provider-aws/lib/ecs-service";
import type { Construct } from "constructs";
import type { Checks } from "../core";
import { checkPort, type ContainerProps, findPort, type NetworkMode, type ServicePort } from "../ecs-task";
import {
  checkDiscoverableService,
  DiscoverableService,
  type DiscoverableServiceProps,
  type IPrivateDnsNamespace,
} from "../service-discovery";

/**
 * Under which name others find the tasks. The record is of type A in network mode `awsvpc`; else of type SRV, since
 * a client must learn the port as well.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html#service-discovery-considerations
 */
export interface ServiceDiscovery extends ServicePort {
  readonly namespace: IPrivateDnsNamespace;
  /** First part of the DNS name. @default the name of the service */
  readonly name?: string;
  /** Seconds for which a client may keep an answer. @default 10 */
  readonly ttlSeconds?: number;
}

/** The service that is found. */
export interface DiscoveredService {
  readonly name: string;
  readonly containers: readonly ContainerProps[];
  readonly networkMode: NetworkMode;
}

/** The name of a service in Cloud Map, and the `service_registries` block that keeps it up to date. */
export interface ServiceRegistry {
  readonly dnsName: string;
  readonly block: EcsServiceServiceRegistries;
}

export function checkServiceDiscovery(
  c: Checks,
  discovery: ServiceDiscovery,
  service: DiscoveredService,
): void {
  checkPort(c, "serviceDiscovery", discovery, service.containers);
  checkDiscoverableService(c.at("serviceDiscovery"), propsOf(discovery, service));
}

/** Gives a service its DNS name. */
export function addServiceRegistry(
  scope: Construct,
  discovery: ServiceDiscovery,
  service: DiscoveredService,
): ServiceRegistry {
  const { arn, dnsName } = new DiscoverableService(scope, "discovery", propsOf(discovery, service));
  const found = findPort(discovery, service.containers);
  return {
    dnsName,
    block:
      service.networkMode === "awsvpc"
        ? { registryArn: arn }
        : {
            registryArn: arn,
            containerName: found?.containerName,
            containerPort: found?.mapping.containerPort,
          },
  };
}

function propsOf(discovery: ServiceDiscovery, service: DiscoveredService): DiscoverableServiceProps {
  return {
    namespace: discovery.namespace,
    name: discovery.name ?? service.name,
    recordType: service.networkMode === "awsvpc" ? "A" : "SRV",
    ttlSeconds: discovery.ttlSeconds,
  };
}
