import type { Environment } from "../../settings";

/** What `npm run acceptance` deploys: small, public, and gone within hours. */
export function acceptanceEnvironment(name: string, region: string): Environment {
  return {
    name,
    project: "acceptance",
    region,
    stateBucket: `${name}-terraform-state`,
    network: { cidrBlock: "10.99.0.0/16", zones: [`${region}a`, `${region}b`], nat: "single" },
    // One more than there are, for the one that takes the place of an interrupted one.
    instances: { default: { instanceType: "t3.micro", minSize: 2, maxSize: 3 } },
    balancers: { default: { internetFacing: true } },
    repositories: { app: { deleteWithImages: true } },
    services: {
      app: {
        repository: { ecr: "app" },
        containers: [{ cpu: 128, memoryMiB: 128, portMappings: [{ containerPort: 8080 }] }],
        desiredCount: 2,
        execEnabled: true,
        loadBalancer: {
          priority: 100,
          paths: ["/*"],
          healthCheck: { path: "/health" },
          deregistrationDelaySeconds: 30,
        },
        alarms: false,
      },
    },
    tasks: { check: { service: "app", containers: [{ command: ["node", "--version"], memoryMiB: 64 }] } },
  };
}
