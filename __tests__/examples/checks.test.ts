import { App } from "cdktf";
import { assertValid } from "../../modules/core";
import { EcsStack } from "../../stacks";
import { environments } from "../support/environments";
import { EXAMPLES } from "../support/examples";

test.each(Object.entries(EXAMPLES))("the checks find nothing in the example %s", (_, build) => {
  const app = new App();
  build(app);

  expect(assertValid(app)).toEqual([]);
});

test.each(Object.values(environments))("the checks find nothing in the environment $name", (environment) => {
  const app = new App();
  new EcsStack(app, environment.name, { environment, versions: { app: "v1" } });

  expect(environment).not.toHaveProperty("acknowledge");
  expect(assertValid(app)).toEqual([]);
});
