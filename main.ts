import { join } from "node:path";
import { runProgram } from "./modules/program";
import { loadEnvironments, readContext } from "./settings";
import { EcsStack, StateStack } from "./stacks";

runProgram((app) => {
  const loaded = loadEnvironments(join(__dirname, "environments"));
  const context = readContext(join(__dirname, "cdktf.json"), process.argv.slice(2), loaded);
  const { environment, stack, ...settings } = context;
  if (stack === "state") {
    new StateStack(app, `${environment.name}-state`, { environment, ...settings });
  } else {
    new EcsStack(app, environment.name, { environment, ...settings });
  }
});
