import { PROJECT_NAME } from "../../modules/compose";
import { rules, validateProps } from "../../modules/core";
import { runExample } from "../run-example";
import { BranchStack } from "./branch-stack";
import { ClusterStack } from "./cluster-stack";
import { CLUSTER } from "./settings";

const defaults = {
  /** Of the branch; without one it is the cluster's stack. */
  name: "",
  /** Empty for a branch that is to be destroyed. */
  file: "examples/compose/docker-compose.yml",
  cluster: CLUSTER,
  services: "together",
  hostPorts: "dynamic",
};

runExample(defaults, (app, { name, file, cluster, ...modes }) => {
  if (name === "") {
    new ClusterStack(app, "compose-cluster");
    return;
  }
  validateProps(
    "context",
    { name, ...modes },
    {
      name: PROJECT_NAME,
      services: rules.oneOf(["together", "separate"], "leave it out for one task"),
      hostPorts: rules.oneOf(["dynamic", "as-written"], "leave it out for ports that ECS picks"),
    },
  );
  new BranchStack(app, `compose-${name}`, {
    name,
    cluster,
    file: file === "" ? undefined : file,
    services: modes.services === "separate" ? "separate" : "together",
    hostPorts: modes.hostPorts === "as-written" ? "as-written" : "dynamic",
  });
});
