import { readFileSync } from "node:fs";
import { runProgram } from "../../../modules/program";
import type { Environment } from "../../../settings";
import { EcsStack } from "../../../stacks";

/** The environment in `environment.json` of the folder in which it is run. */
runProgram((app) => {
  const environment = JSON.parse(readFileSync("environment.json", "utf8")) as Environment;
  const versions = Object.fromEntries(Object.keys(environment.services).map((key) => [key, "v1"]));
  new EcsStack(app, environment.name, { environment, versions });
});
