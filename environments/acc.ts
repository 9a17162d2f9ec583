import type { EnvironmentSettings } from "../settings";

/** Acceptance: as small as it can be without a gap during deployments. */
export const acc: EnvironmentSettings = {
  project: "nodejs-app",
  region: "eu-west-1",
  zones: ["eu-west-1a", "eu-west-1b"],
  stateBucket: "nodejs-app-terraform-state-acc",
  network: { cidrBlock: "10.1.0.0/16", nat: "single" },
  instances: { instanceType: "t2.micro", minSize: 2, maxSize: 3 },
  alertEmails: ["ops@example.com"],
  services: {
    app: {
      name: "nodejs-app",
      repository: "igoratencompass/nodejs-app",
      // The only vCPU of a t2.micro, and a port of its own: an instance holds one task.
      cpu: 1024,
      memoryMiB: 128,
      containerPort: 8080,
      hostPort: 8080,
      desiredCount: 2,
      minTasks: 2,
      // As many as there can be instances. ECS would wait for ever for a place for one more.
      maxTasks: 3,
      healthCheckPath: "/health",
      priority: 100,
      paths: ["/*"],
    },
  },
};
