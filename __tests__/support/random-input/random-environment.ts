import fc from "fast-check";
import type { EnvironmentSettings } from "../../../settings";
import { settingsDescription } from "../../../settings/check";
import type { InputKind } from "./assert-judged";
import { type Edit, edited, randomEdits } from "./edits";
import { judge } from "./judge";

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
  return edited(BASES[base], edits);
}

export function randomEnvironments(): fc.Arbitrary<RandomEnvironment> {
  const description = settingsDescription();
  return fc.oneof(
    ...(Object.keys(BASES) as RandomEnvironment["base"][]).map((base) =>
      fc.record({ base: fc.constant(base), edits: randomEdits(BASES[base], description) }),
    ),
  );
}

export const ENVIRONMENTS: InputKind = {
  arbitrary: () => randomEnvironments().map(settingsOf),
  judge,
  call: "judge(input)",
};
