import { checkContext, readArguments } from "../../settings";
import { PROJECT_NAME } from "../../modules/compose";
import { rules } from "../../modules/core";
import { runProgram } from "../../modules/program";
import { ComposeEnvironmentStack } from "./compose-environment-stack";
import { COMPOSE } from "./settings";

const HINT = "see npm run compose -- --help";

const defaults = {
  /** Of the environment. */
  name: "",
  /** The Compose file; empty for an environment that is to be destroyed. */
  file: "",
  cluster: COMPOSE.cluster as string,
  services: "together",
  hostPorts: "dynamic",
};

/** What `npm run compose` synthesizes. */
runProgram((app) => {
  const { name, file, cluster, services, hostPorts } = readArguments(defaults, HINT);
  checkContext((c) => {
    c.value("name", name, PROJECT_NAME);
    c.value("services", services, rules.oneOf(["together", "separate"], "leave it out for one task"));
    c.value(
      "hostPorts",
      hostPorts,
      rules.oneOf(["dynamic", "as-written"], "leave it out for ports that ECS picks"),
    );
  });
  new ComposeEnvironmentStack(app, `compose-${name}`, {
    ...COMPOSE,
    name,
    cluster,
    file: file === "" ? undefined : file,
    services: services === "separate" ? "separate" : "together",
    hostPorts: hostPorts === "as-written" ? "as-written" : "dynamic",
  });
});
