export type { AddressUse } from "./address-use";
export { ExistingVpc, type ExistingVpcProps, type SubnetIds } from "./existing-vpc";
export { FlowLogs, type FlowLogsProps, type FlowLogsSettings } from "./flow-logs";
export type { IVpc } from "./ivpc";
export type { NatMode } from "./nat-gateways";
export { Vpc, type VpcProps } from "./vpc";
export { type EndpointService, type Endpoints } from "./endpoint-services";
export { type EndpointPolicies, VpcEndpoints, type VpcEndpointsProps } from "./vpc-endpoints";
export { VpcLookup, type VpcLookupProps } from "./vpc-lookup";
