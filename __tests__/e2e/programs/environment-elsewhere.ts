import { runExample } from "../../../examples/run-example";
import { EcsStack } from "../../../stacks";
import { acc } from "../../support/environments";

/** The environment acc under another name in another region: others use the same emulator. */
runExample({ "app.version": "v1" }, (app, context) => {
  new EcsStack(app, "elsewhere", {
    environment: {
      ...acc,
      name: "elsewhere",
      region: "us-west-2",
      network: { ...acc.network, zones: ["us-west-2a", "us-west-2b"] },
      stateBucket: "elsewhere-terraform-state",
    },
    versions: { app: context["app.version"] },
  });
});
