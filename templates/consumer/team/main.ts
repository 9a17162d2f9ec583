import { runProgram } from "ecs-terraform-cdk/program";
import { TeamStack } from "./team-stack";

runProgram((app) => {
  new TeamStack(app, "team");
});
