export {
  checkDiscoverableService,
  DiscoverableService,
  type DiscoverableServiceProps,
} from "./discoverable-service";
export {
  ExistingPrivateDnsNamespace,
  type ExistingPrivateDnsNamespaceProps,
} from "./existing-private-dns-namespace";
export {
  type IPrivateDnsNamespace,
  PrivateDnsNamespace,
  type PrivateDnsNamespaceProps,
} from "./private-dns-namespace";
