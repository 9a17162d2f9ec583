import { acknowledgeWarnings } from "../../modules/core";
import { DaemonService, type DaemonServiceProps } from "../../modules/ecs-service";
import type { DaemonSettings } from "../../settings";
import { checkIds } from "./check-ids";
import { Named, resolve } from "./named";
import type { Platform } from "./platform";
import { serviceName } from "./service-name";
import { allow, discoveryOf, taskPropsOf } from "./task-props";

/** The services of an environment that have one task on every instance, by key. */
export function addDaemons(
  platform: Platform,
  daemons: Readonly<Record<string, DaemonSettings>>,
): Named<DaemonService> {
  const { stack } = platform;
  return Named.make(stack, "daemons", daemons, (key, settings) => {
    const { name = serviceName(key) } = settings;
    checkIds(stack, `daemons.${key}`, [`daemon-${key}`]);
    const props = resolve(stack, `daemons.${key}`, (find, c): DaemonServiceProps => ({
      ...settings,
      ...taskPropsOf(platform, settings, { name, image: undefined }, find, c),
      serviceDiscovery: discoveryOf(platform, settings.serviceDiscovery, find),
    }));
    const daemon = new DaemonService(stack, `daemon-${key}`, props);
    allow(daemon.taskDefinition, settings.permissions);
    acknowledgeWarnings(daemon, settings.acknowledge);
    return daemon;
  });
}
