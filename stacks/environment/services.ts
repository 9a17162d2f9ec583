import { ServiceAlarms } from "../../modules/alarms";
import { acknowledgeWarnings, attempt } from "../../modules/core";
import { EcsService, type EcsServiceProps } from "../../modules/ecs-service";
import type { ContainerProps } from "../../modules/ecs-task";
import { ALERTS, type AlarmSettings, type ServiceSettings } from "../../settings";
import { capacityOf } from "./capacity";
import { checkIds } from "./check-ids";
import { REFUSED } from "./images";
import { Named, resolve } from "./named";
import type { Platform } from "./platform";
import { serviceName } from "./service-name";
import { addServiceOutputs } from "./service-outputs";
import { strategyOf, targetOf, targetsOf } from "./targets";
import { allow, discoveryOf, taskPropsOf } from "./task-props";

type Image = ContainerProps["image"];

/** The services of an environment by key, with their connections, alarms and outputs. */
export function addServices(
  platform: Platform,
  services: Readonly<Record<string, ServiceSettings>>,
  images: Named<Image>,
): Named<EcsService> {
  const made = Named.make(platform.stack, "services", services, (key, settings) => {
    const image = settings.repository === undefined ? undefined : (images.get(key) ?? REFUSED);
    return addService(platform, key, settings, image);
  });
  for (const [key, { connectsTo = {} }] of Object.entries(services)) {
    attempt(platform.stack, () => {
      connect(platform, made, key, connectsTo);
    });
  }
  return made;
}

function addService(
  platform: Platform,
  key: string,
  settings: ServiceSettings,
  image: Image | undefined,
): EcsService {
  const { stack } = platform;
  const { name = serviceName(key), alarms = {} } = settings;
  checkIds(stack, `services.${key}`, [
    key,
    `${key}-alarms`,
    `${key}_committed_version`,
    ...["frontend_url", "service_name", "log_group"].map((output) => `${name}_${output}`),
  ]);

  const props = propsOf(platform, key, settings, { name, image });
  const service = new EcsService(stack, key, props);
  allow(service.taskDefinition, settings.permissions);
  acknowledgeWarnings(service, settings.acknowledge);
  const { loadBalancer, loadBalancers = {} } = props;
  addServiceOutputs(platform, service, [
    ...(loadBalancer === undefined ? [] : [loadBalancer]),
    ...Object.values(loadBalancers),
  ]);
  if (alarms !== false) {
    addAlarms(platform, key, service, alarms);
  }
  return service;
}

function propsOf(
  platform: Platform,
  key: string,
  settings: ServiceSettings,
  of: { readonly name: string; readonly image: Image | undefined },
): EcsServiceProps {
  return resolve(platform.stack, `services.${key}`, (find, c) => ({
    ...settings,
    ...taskPropsOf(platform, settings, of, find, c),
    capacityProviderStrategy: capacityOf(platform.groups, settings.capacityProviderStrategy, find),
    serviceDiscovery: discoveryOf(platform, settings.serviceDiscovery, find),
    deployment: strategyOf(platform, settings.deployment, find),
    loadBalancer: settings.loadBalancer && targetOf(platform, "loadBalancer", settings.loadBalancer, find),
    loadBalancers: settings.loadBalancers && targetsOf(platform, settings.loadBalancers, find),
  }));
}

function addAlarms(
  { stack, topics }: Platform,
  key: string,
  service: EcsService,
  { topic = ALERTS, ...thresholds }: AlarmSettings,
): void {
  const found = resolve(stack, `services.${key}.alarms`, (find) => find(topics, "topic", topic));
  new ServiceAlarms(stack, `${key}-alarms`, { service, topic: found, ...thresholds });
}

function connect(
  { stack }: Platform,
  services: Named<EcsService>,
  key: string,
  connectsTo: NonNullable<ServiceSettings["connectsTo"]>,
): void {
  const peers = resolve(stack, `services.${key}`, (find) =>
    Object.entries(connectsTo).map(([name, port]) => ({ peer: find(services, "connectsTo", name), port })),
  );
  for (const { peer, port } of peers) {
    services.get(key)?.allowTo(peer, port);
  }
}
