export type { BaseSecurityGroup as ISecurityGroup } from "./base-security-group";
export { ExistingSecurityGroup, type ExistingSecurityGroupProps } from "./existing-security-group";
export { SecurityGroup, type SecurityGroupProps } from "./security-group";
export { allTraffic, DYNAMIC_PORTS, type Port, tcp, tcpRange, udp, udpRange } from "./port";
