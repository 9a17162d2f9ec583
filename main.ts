import { join } from "node:path";
import { App } from "cdktf";
import { environments, readContext } from "./environments";
import { assertValid, InputError } from "./modules/core";
import { EcsStack, StateStack } from "./stacks";

try {
  const context = readContext(join(__dirname, "cdktf.json"), process.argv.slice(2), environments);
  const { environment, versions } = context;
  const app = new App();
  if (context.stack === "state") {
    new StateStack(app, `${environment.name}-state`, { environment });
  } else {
    new EcsStack(app, environment.name, { environment, versions });
  }
  assertValid(app);
  app.synth();
} catch (error) {
  if (!InputError.isInputError(error)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 1;
}
