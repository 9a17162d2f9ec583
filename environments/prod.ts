import type { EnvironmentSettings } from "../settings";
import { acc } from "./acc";

/** Production: the same services; a zone may fail, and the number of tasks is not bound to that of instances. */
export const prod: EnvironmentSettings = {
  ...acc,
  network: {
    cidrBlock: "10.2.0.0/16",
    zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
    nat: "per-zone",
  },
  instances: { default: { instanceType: "t3.medium", minSize: 3, maxSize: 12 } },
  services: {
    app: {
      name: "nodejs-app",
      repository: "igoratencompass/nodejs-app",
      // A t3.medium has 2 vCPU and holds four tasks: 12 instances hold 30, and those that replace them in a deployment.
      containers: [{ cpu: 512, memoryMiB: 256, portMappings: [{ containerPort: 8080 }] }],
      desiredCount: 3,
      scaling: { minTasks: 3, maxTasks: 30 },
      loadBalancer: { priority: 100, healthCheck: { path: "/health" } },
    },
  },
};
