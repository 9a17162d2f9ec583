import type { EnvironmentSettings } from "../../../../settings";

/** Two services on three kinds of instances, a database, HTTPS and secrets: all of it by settings. */
export const shop: EnvironmentSettings = {
  project: "shop",
  region: "us-west-2",
  stateBucket: "shop-terraform-state",
  network: { cidrBlock: "10.30.0.0/16", zones: ["us-west-2a", "us-west-2b"], nat: "single" },
  instances: {
    default: { instanceType: "t3.medium", minSize: 1, maxSize: 4 },
    spot: { instanceType: "t3.medium", minSize: 0, maxSize: 4, spot: { onDemandBase: 0 } },
    arm: { instanceType: "t4g.medium", minSize: 0, maxSize: 2 },
  },
  balancers: {
    default: { domain: { zoneId: "Z0123456789ABCDEFGHIJ", domainName: "shop.example.com" } },
  },
  topics: { alerts: { emails: ["ops@example.com"] } },
  databases: {
    main: {
      engine: "postgres",
      instanceClass: "db.t4g.micro",
      removal: "discard",
      users: ["api"],
      usersTask: { capacityProviderStrategy: [{ group: "default" }] },
    },
  },
  services: {
    web: {
      repository: { ecr: true },
      containers: [
        {
          cpu: 256,
          memoryMiB: 256,
          portMappings: [{ containerPort: 8080 }],
          environment: { LOG_LEVEL: "info" },
          secrets: { API_KEY: "/shop/api-key" },
          links: ["cache"],
        },
        { name: "cache", image: "redis:7.4", memoryMiB: 64, essential: false },
      ],
      scaling: { minTasks: 2, maxTasks: 6, requestCountPerTarget: 600 },
      capacityProviderStrategy: [{ group: "default", base: 2 }, { group: "spot" }],
      loadBalancer: { priority: 200, hosts: ["shop.example.com"], healthCheck: { path: "/health" } },
    },
    api: {
      repository: "example/api",
      containers: [{ memoryMiB: 128, portMappings: [{ containerPort: 9000 }], database: "main.api" }],
      capacityProviderStrategy: [{ group: "arm" }],
      loadBalancer: { priority: 100, paths: ["/api/*"] },
      alarms: { cpuPercent: 80 },
    },
  },
  tasks: {
    migrate: {
      service: "api",
      containers: [{ command: ["npm", "run", "migrate"], memoryMiB: 128, database: "main" }],
      capacityProviderStrategy: [{ group: "arm" }],
    },
  },
};
