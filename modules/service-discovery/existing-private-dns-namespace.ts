import { Construct } from "constructs";
import { check, rules } from "../core";
import { type IPrivateDnsNamespace, NAMESPACE_NAME } from "./private-dns-namespace";

export interface ExistingPrivateDnsNamespaceProps {
  /** E.g. `ns-0123456789abcdef`. */
  readonly namespaceId: string;
  /** What the names end with, e.g. `acc.internal`. */
  readonly name: string;
}

/** Names in a VPC's DNS that another program made, by their namespace in Cloud Map. Makes no resource. */
export class ExistingPrivateDnsNamespace extends Construct implements IPrivateDnsNamespace {
  readonly namespaceId: string;
  readonly namespaceName: string;

  constructor(scope: Construct, id: string, props: ExistingPrivateDnsNamespaceProps) {
    super(scope, id);
    check(this, (c) => {
      c.each<ExistingPrivateDnsNamespaceProps>(props, { namespaceId: NAMESPACE_ID, name: NAMESPACE_NAME });
    });
    this.namespaceId = props.namespaceId;
    this.namespaceName = props.name;
  }
}

const NAMESPACE_ID = rules.text(
  /^ns-[a-z0-9]{1,61}$/,
  "the id of a namespace",
  "copy it from the Cloud Map console: ns-…",
);
