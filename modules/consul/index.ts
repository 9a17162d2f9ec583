export { consul } from "./consul";
export type { ConsulProps, ConsulTls } from "./consul-props";
