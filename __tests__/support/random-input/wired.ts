import type { SecretReference } from "../../../settings";
import { secretOf } from "../../../stacks/environment/secrets";
import type { Fixture } from "../../properties/support/fixture";

/** What a name stands for, by the prop that it is the value of. The first of them is what any other name stands for. */
const THINGS: Readonly<Record<string, Readonly<Record<string, (fixture: Fixture) => unknown>>>> = {
  vpc: { existing: ({ vpc }) => vpc, own: ({ ownVpc }) => ownVpc },
  cluster: {
    own: ({ cluster }) => cluster,
    empty: ({ emptyCluster }) => emptyCluster,
    existing: ({ existingCluster }) => existingCluster,
  },
  alb: {
    default: ({ alb }) => alb,
    "default.admin": ({ listener }) => listener,
    existing: ({ existingAlb }) => existingAlb,
  },
  listener: { "default.admin": ({ listener }) => listener },
  elb: { classic: ({ elb }) => elb },
  group: { default: ({ group }) => group },
  namespace: { main: ({ namespace }) => namespace },
  notifications: { alerts: ({ topic }) => topic },
  taskRole: { shared: ({ taskRole }) => taskRole },
  accessLogs: { logs: ({ logs }) => logs },
  connectionLogs: { logs: ({ logs }) => logs },
};

/** Where a container says where its secrets are kept. */
const SECRETS = /^EcsService\b.*\.(secrets|secretOptions)$/;

/** Props with things in the place of names, and of where secrets are kept. @param path of the value: `EcsService.containers` */
export function wired(value: unknown, fixture: Fixture, path: string): unknown {
  const things = THINGS[path.slice(path.lastIndexOf(".") + 1)];
  if (typeof value === "string" && things !== undefined) {
    return (things[value] ?? Object.values(things)[0])?.(fixture);
  }
  if (Array.isArray(value)) {
    return value.map((one) => wired(one, fixture, path));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const inside = (key: string, one: unknown) =>
    SECRETS.test(path) ? secretOf(one as SecretReference) : wired(one, fixture, `${path}.${key}`);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inside(key, one)]));
}
