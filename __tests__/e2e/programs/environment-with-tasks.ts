import { runExample } from "../../../examples/run-example";
import { EcsStack } from "../../../stacks";
import { acc } from "../../support/environments";

/** The environment acc under another name, with a migration and a nightly report in the image of its service. */
runExample({ "app.version": "v1" }, (app, context) => {
  new EcsStack(app, "jobs", {
    environment: {
      ...acc,
      name: "jobs",
      region: "ca-central-1",
      network: { ...acc.network, zones: ["ca-central-1a", "ca-central-1b"] },
      stateBucket: "jobs-terraform-state",
      tasks: {
        migrate: { service: "app", containers: [{ command: ["npm", "run", "migrate"], memoryMiB: 64 }] },
        report: {
          service: "app",
          containers: [{ command: ["npm", "run", "report"], memoryMiB: 64 }],
          schedule: "cron(0 3 * * ? *)",
          timeZone: "Europe/Amsterdam",
        },
      },
    },
    versions: { app: context["app.version"] },
  });
});
