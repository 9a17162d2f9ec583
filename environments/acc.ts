import type { EnvironmentSettings } from "../settings";

/** Acceptance: as small as it can be without a gap during deployments. */
export const acc: EnvironmentSettings = {
  project: "nodejs-app",
  region: "eu-west-1",
  network: { cidrBlock: "10.1.0.0/16", zones: ["eu-west-1a", "eu-west-1b"], nat: "single" },
  instances: { default: { instanceType: "t2.micro", minSize: 2, maxSize: 3 } },
  topics: { alerts: { emails: ["ops@example.com"] } },
  services: {
    app: {
      name: "nodejs-app",
      repository: "igoratencompass/nodejs-app",
      // The only vCPU of a t2.micro, and a port of its own: an instance holds one task.
      containers: [{ cpu: 1024, memoryMiB: 128, portMappings: [{ containerPort: 8080, hostPort: 8080 }] }],
      // As many as there can be instances. ECS would wait for ever for a place for one more.
      scaling: { minTasks: 2, maxTasks: 3 },
      loadBalancer: { priority: 100, healthCheck: { path: "/health" } },
    },
  },
};
