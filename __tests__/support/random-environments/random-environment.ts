import fc from "fast-check";
import type { EnvironmentSettings } from "../../../settings";
import { settingsDescription } from "../../../settings/check";
import type { Description } from "../../../settings/check/description";
import { arbitraryOf } from "./arbitrary-of";

/** A setting, and another value of it. */
interface Edit {
  readonly place: readonly (string | number)[];
  readonly value: unknown;
}

/** A right environment in which settings were changed. */
export interface RandomEnvironment {
  readonly base: keyof typeof BASES;
  readonly edits: readonly Edit[];
}

const network = { cidrBlock: "10.9.0.0/16", zones: ["eu-west-1a", "eu-west-1b"], nat: "single" } as const;
const region = "eu-west-1";

/** Small ones that have at least one of each kind of things; what a random setting refers to is there. */
const BASES = {
  bridge: {
    ...{ project: "shop", region, stateBucket: "shop-terraform-state", network },
    instances: {
      default: { instanceType: "t3.medium", minSize: 1, maxSize: 4 },
      spot: { instanceType: "t3.medium", minSize: 0, maxSize: 4, spot: {} },
    },
    balancers: { default: { listeners: { admin: { port: 8443 } } }, public: { internetFacing: true } },
    topics: { alerts: {}, ops: { emails: ["ops@example.com"] } },
    databases: { main: { engine: "postgres", instanceClass: "db.t4g.micro", removal: "discard" } },
    namespaces: { main: { name: "shop.internal" } },
    taskRoles: { shared: { parameterPrefix: "shop" } },
    repositories: { shared: {} },
    logBuckets: { logs: {} },
    services: {
      web: {
        containers: [
          { image: "example/web:v1", cpu: 256, memoryMiB: 256, portMappings: [{ containerPort: 8080 }] },
          { name: "cache", image: "redis:7.4", memoryMiB: 64 },
        ],
        capacityProviderStrategy: [{ group: "default" }],
        volumes: { data: { hostPath: "/data" } },
        loadBalancer: { priority: 100, paths: ["/*"], healthCheck: { path: "/health" } },
        scaling: { minTasks: 1, maxTasks: 2 },
      },
      api: {
        containers: [{ image: "example/api:v1", memoryMiB: 128, portMappings: [{ containerPort: 9000 }] }],
        capacityProviderStrategy: [{ group: "default" }],
        loadBalancer: { priority: 50, paths: ["/api/*"] },
      },
    },
    tasks: {
      migrate: {
        containers: [{ image: "example/api:v1", command: ["migrate"], memoryMiB: 64 }],
        capacityProviderStrategy: [{ group: "default" }],
      },
    },
  },
  awsvpc: {
    ...{ project: "shop", region, stateBucket: "shop-terraform-state", network },
    instances: { default: { instanceType: "m5.large", minSize: 2, maxSize: 4 } },
    classicBalancers: { classic: { instancePort: 9000 } },
    services: {
      web: {
        networkMode: "awsvpc",
        containers: [{ image: "example/web:v1", memoryMiB: 256, portMappings: [{ containerPort: 8080 }] }],
        desiredCount: 2,
        loadBalancer: { priority: 1 },
      },
      api: {
        containers: [
          {
            image: "example/api:v1",
            memoryMiB: 128,
            portMappings: [{ containerPort: 9000, hostPort: 9000 }],
          },
        ],
        loadBalancer: { elb: "classic" },
        minimumHealthyPercent: 0,
      },
    },
    daemons: { agent: { containers: [{ image: "example/agent:v1", memoryMiB: 64 }] } },
    tasks: {
      migrate: { containers: [{ image: "example/api:v1", memoryMiB: 64 }], schedule: "cron(0 3 * * ? *)" },
    },
    deployer: { userName: "deployer" },
  },
} as const satisfies Readonly<Record<string, EnvironmentSettings>>;

/** The settings of a random environment. */
export function settingsOf({ base, edits }: RandomEnvironment): unknown {
  const settings: unknown = structuredClone(BASES[base]);
  for (const { place, value } of edits) {
    let holder = settings;
    for (const key of place.slice(0, -1)) {
      // What an earlier edit has put here may be anything.
      holder = (holder as Record<string, unknown> | null | undefined)?.[key];
    }
    if (typeof holder === "object" && holder !== null) {
      (holder as Record<string, unknown>)[String(place.at(-1))] = structuredClone(value);
    }
  }
  return settings;
}

/**
 * Random environments.
 *
 * @param only begins the places of the settings that differ, e.g. `databases.main`. @default - all
 */
export function randomEnvironments(only = ""): fc.Arbitrary<RandomEnvironment> {
  const description = settingsDescription();
  const ofBases = (Object.keys(BASES) as RandomEnvironment["base"][]).map((base) => {
    const places = placesOf(BASES[base], description).filter(({ place }) => place.join(".").startsWith(only));
    const edits = places.map(({ place, path, type }) => editOf(place, path, type));
    return { base, edits };
  });
  return fc.oneof(
    ...ofBases
      .filter(({ edits }) => edits.length > 0)
      .map(({ base, edits }) =>
        fc.record({
          base: fc.constant(base),
          edits: fc.array(fc.oneof(...edits), { maxLength: 6, size: "medium" }),
        }),
      ),
  );
}

function editOf(place: Edit["place"], path: string, type: Description): fc.Arbitrary<Edit> {
  return fc.record({ place: fc.constant(place), value: arbitraryOf(type, path) });
}

interface Place {
  readonly place: readonly (string | number)[];
  /** The same for any name and number: `services{}.containers[].cpu`. */
  readonly path: string;
  readonly type: Description;
}

/** All settings that a value has or could have, also in what is in it. */
function placesOf(value: unknown, type: Description, place: Edit["place"] = [], path = ""): Place[] {
  const here = place.length === 0 ? [] : [{ place, path, type }];
  if (type.kind === "choice") {
    const kind = type.of.find((one) => ["object", "list", "map"].includes(one.kind));
    return [
      ...here,
      ...(kind === undefined || typeof value !== "object" ? [] : inner(value, kind, place, path)),
    ];
  }
  return [...here, ...(typeof value === "object" && value !== null ? inner(value, type, place, path) : [])];
}

function inner(value: object | null, type: Description, place: Edit["place"], path: string): Place[] {
  const entries = Object.entries(value ?? {}) as [string, unknown][];
  switch (type.kind) {
    case "object":
      return Object.entries(type.props).flatMap(([key, prop]) => {
        const below = (value as Record<string, unknown> | null)?.[key];
        return placesOf(below, prop.type, [...place, key], path === "" ? key : `${path}.${key}`);
      });
    case "map":
      return entries.flatMap(([key, below]) => placesOf(below, type.of, [...place, key], `${path}{}`));
    case "list":
      return entries.flatMap(([key, below]) =>
        placesOf(below, type.of, [...place, Number(key)], `${path}[]`),
      );
    default:
      return [];
  }
}
