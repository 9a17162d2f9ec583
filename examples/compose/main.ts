import { runExample } from "../run-example";
import { ClusterStack } from "./cluster-stack";

runExample({}, (app) => {
  new ClusterStack(app, "compose-cluster");
});
