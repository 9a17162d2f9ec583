import type { EnvironmentSettings } from "../settings";
import { acc } from "./acc";

/** Production: the same services; a zone may fail, and the number of tasks is not bound to that of instances. */
export const prod: EnvironmentSettings = {
  ...acc,
  zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
  stateBucket: "nodejs-app-terraform-state-prod",
  network: { cidrBlock: "10.2.0.0/16", nat: "per-zone" },
  instances: { instanceType: "t3.medium", minSize: 3, maxSize: 12 },
  services: {
    app: {
      name: "nodejs-app",
      repository: "igoratencompass/nodejs-app",
      // A t3.medium has 2 vCPU and holds four tasks: 12 instances hold 30, and those that replace them in a deployment.
      cpu: 512,
      memoryMiB: 256,
      containerPort: 8080,
      desiredCount: 3,
      minTasks: 3,
      maxTasks: 30,
      healthCheckPath: "/health",
      priority: 100,
      paths: ["/*"],
    },
  },
};
