import { join } from "node:path";
import { environments, readContext } from "./environments";
import { EcsStack, runProgram, StateStack } from "./stacks";

runProgram((app) => {
  const context = readContext(join(__dirname, "cdktf.json"), process.argv.slice(2), environments);
  const { environment, stack, ...settings } = context;
  if (stack === "state") {
    new StateStack(app, `${environment.name}-state`, { environment, ...settings });
  } else {
    new EcsStack(app, environment.name, { environment, ...settings });
  }
});
