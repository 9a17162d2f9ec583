import { ServiceDiscoveryService } from "@cdktf/provider-aws/lib/service-discovery-service";
import { Construct } from "constructs";
import { type Checks, rules } from "../core";
import type { IPrivateDnsNamespace } from "./private-dns-namespace";

export interface DiscoverableServiceProps {
  readonly namespace: IPrivateDnsNamespace;
  /** The first part of the DNS name: 1 to 63 letters, digits, hyphens and underscores; unique in the namespace. */
  readonly name: string;
  /** `A` for tasks with addresses of their own; `SRV`, which tells the port as well, for those behind their instance's. */
  readonly recordType: "A" | "SRV";
  /** Seconds for which a client may keep an answer, 0 to 2147483647; short, since tasks come and go. @default 10 */
  readonly ttlSeconds?: number;
}

/**
 * One name in a namespace, which ECS keeps up to date with the healthy tasks of a service. Whoever makes one has
 * checked its props with {@link checkDiscoverableService}.
 *
 * Makes `aws_service_discovery_service`.
 */
export class DiscoverableService extends Construct {
  readonly arn: string;
  /** E.g. `orders.acc.internal`. */
  readonly dnsName: string;

  constructor(scope: Construct, id: string, props: DiscoverableServiceProps) {
    super(scope, id);
    const { namespace, name, recordType, ttlSeconds = 10 } = props;

    const service = new ServiceDiscoveryService(this, "service", {
      name,
      dnsConfig: {
        namespaceId: namespace.namespaceId,
        routingPolicy: "MULTIVALUE",
        dnsRecords: [{ type: recordType, ttl: ttlSeconds }],
      },
      // ECS reports the health of its tasks itself; 1 is the only value that AWS takes.
      healthCheckCustomConfig: { failureThreshold: 1 },
      // A task that ECS has not signed off would keep the name from being removed.
      forceDestroy: true,
    });
    this.arn = service.arn;
    this.dnsName = `${name}.${namespace.namespaceName}`;
  }
}

export function checkDiscoverableService(c: Checks, props: DiscoverableServiceProps): void {
  c.each<DiscoverableServiceProps>(props, {
    name: NAME,
    ttlSeconds: rules.integer(0, 2_147_483_647, "keep it short, since tasks come and go"),
  });
  c.unique("name", props.name, {
    owner: props.namespace,
    kind: "service",
    inWords: "the namespace",
    hint: "choose another name",
  });
}

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateService.html */
const NAME = rules.text(
  /^[A-Za-z0-9_]([\w-]{0,61}[A-Za-z0-9_])?$/,
  "1 to 63 letters, digits, hyphens and underscores",
  "choose another name",
);
