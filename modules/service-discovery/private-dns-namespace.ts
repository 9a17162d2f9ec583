import { ServiceDiscoveryPrivateDnsNamespace } from "@cdktf/provider-aws/lib/service-discovery-private-dns-namespace";
import { Construct, type IConstruct } from "constructs";
import { check, rules } from "../core";
import type { IVpc } from "../vpc";

/** Names in a VPC's DNS: made here (`PrivateDnsNamespace`) or there already (`ExistingPrivateDnsNamespace`). */
export interface IPrivateDnsNamespace extends IConstruct {
  readonly namespaceId: string;
  /** What the names end with. */
  readonly namespaceName: string;
}

export interface PrivateDnsNamespaceProps {
  /** The network in which the names are known. */
  readonly vpc: IVpc;
  /** What the names end with, e.g. `acc.internal`; unique in the VPC. */
  readonly name: string;
}

/**
 * Names in a VPC's DNS under which services find each other, kept by Cloud Map: for those who have no Consul.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html
 *
 * Makes `aws_service_discovery_private_dns_namespace`, and with it a private hosted zone of Route 53.
 */
export class PrivateDnsNamespace extends Construct implements IPrivateDnsNamespace {
  readonly namespaceId: string;
  readonly namespaceName: string;

  constructor(scope: Construct, id: string, props: PrivateDnsNamespaceProps) {
    super(scope, id);
    const { vpc, name } = props;
    check(this, (c) => {
      c.each<PrivateDnsNamespaceProps>(props, { name: NAMESPACE_NAME });
    });

    const namespace = new ServiceDiscoveryPrivateDnsNamespace(this, "namespace", { name, vpc: vpc.vpcId });
    this.namespaceId = namespace.id;
    this.namespaceName = name;
  }
}

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_CreatePrivateDnsNamespace.html */
export const NAMESPACE_NAME = rules.text(
  /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/,
  "a domain of lowercase letters, digits and hyphens",
  "write it like acc.internal",
);
