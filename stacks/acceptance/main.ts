import { runProgram } from "../../modules/program";
import { readArguments } from "../../settings";
import { EcsStack } from "../ecs-stack";
import { acceptanceEnvironment } from "./acceptance-environment";

/** What `npm run acceptance` synthesizes. */
runProgram((app) => {
  const defaults = { name: "acceptance", region: "eu-west-1" };
  const { name, region } = readArguments(defaults, "see npm run acceptance -- --help");
  new EcsStack(app, name, { environment: acceptanceEnvironment(name, region), versions: { app: "v1" } });
});
