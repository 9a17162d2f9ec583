import type { Construct } from "constructs";
import { ExistingVpc, type IVpc, Vpc, VpcLookup } from "../../modules/vpc";
import type { NetworkSettings } from "../../settings";

/** The network of an environment: its own, or an existing one. */
export function addNetwork(stack: Construct, name: string, network: NetworkSettings): IVpc {
  if ("vpcId" in network) {
    return new ExistingVpc(stack, "vpc", network);
  }
  return "tags" in network
    ? new VpcLookup(stack, "vpc", network)
    : new Vpc(stack, "vpc", { name, ...network });
}
