export { SecurityGroup, type SecurityGroupProps } from "./security-group";
export { allTraffic, type Port, tcp, tcpRange, udp, udpRange } from "./port";
