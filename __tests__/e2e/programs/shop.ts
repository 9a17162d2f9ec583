import { join } from "node:path";
import { runExample } from "../../../examples/run-example";
import { loadEnvironments } from "../../../settings";
import { EcsStack } from "../../../stacks";

/** The environment shop, with the zone that a test has made. */
runExample({ zoneId: "", "web.version": "v1", "api.version": "v1" }, (app, context) => {
  const { shop } = loadEnvironments(join(__dirname, "environments")).environments;
  const domain = shop?.balancers?.default?.domain;
  if (shop === undefined || domain === undefined) {
    throw new Error("the environment shop has no domain");
  }
  const { zoneId, "web.version": web, "api.version": api } = context;
  const balancers = { default: { domain: { ...domain, zoneId } } };
  new EcsStack(app, "shop", { environment: { ...shop, balancers }, versions: { web, api } });
});
