import { runProgram } from "ecs-terraform-cdk/program";
import { PlatformStack } from "./platform-stack";

runProgram((app) => {
  new PlatformStack(app, "platform");
});
