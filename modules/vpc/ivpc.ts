import type { ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";
import type { AddressUse } from "./address-use";

/** A network that balancers and instances are placed in: made here
 * (`Vpc`), given (`ExistingVpc`) or found (`VpcLookup`). */
export interface IVpc extends IConstruct {
  readonly vpcId: string;
  /** The address range, e.g. `10.1.0.0/16`. */
  readonly cidrBlock: string;
  /** Subnets with a route to the internet gateway, one per zone. */
  readonly publicSubnetIds: readonly string[];
  /** Subnets without one, one per zone. */
  readonly privateSubnetIds: readonly string[];
  /** Zones of the private subnets. `undefined` where they are not known. */
  readonly zones?: readonly string[] | undefined;
  /**
   * What must exist before a private subnet reaches ECS, through NAT or through endpoints. Instances depend on it:
   * an agent that starts earlier cannot register. `undefined` when the private subnets cannot reach it.
   */
  readonly internetConnectivityEstablished: readonly ITerraformDependable[] | undefined;
  /**
   * What must exist before a public subnet reaches the internet. Internet-facing balancers depend on it: AWS refuses
   * them while the VPC has no internet gateway.
   * https://github.com/hashicorp/terraform-provider-aws/pull/3494
   */
  readonly publicInternetConnectivityEstablished: readonly ITerraformDependable[];
  /**
   * Tells the network what is going to be in its subnets, so that it can check that these are large enough. Networks that
   * another program made leave it out: what else is in them is not known here.
   */
  useAddresses?(use: AddressUse): void;
}
