export { ExistingVpc, type ExistingVpcProps } from "./existing-vpc";
export type { IVpc } from "./ivpc";
export type { NatMode } from "./nat-gateways";
export { Vpc, type VpcProps } from "./vpc";
