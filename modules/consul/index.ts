export { consul, type ConsulProps } from "./consul";
export type { ConsulTls } from "./consul-client";
