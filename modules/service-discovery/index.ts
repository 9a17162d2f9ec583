export {
  checkDiscoverableService,
  DiscoverableService,
  type DiscoverableServiceProps,
} from "./discoverable-service";
export { PrivateDnsNamespace, type PrivateDnsNamespaceProps } from "./private-dns-namespace";
