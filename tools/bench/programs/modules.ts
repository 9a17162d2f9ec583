// What the benchmark measures: an environment of as many services as the argument says, made with the modules.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack } from "cdktf";
import { Alb } from "../../../modules/alb";
import { EcsCluster } from "../../../modules/ecs-cluster";
import { EcsInstances } from "../../../modules/ecs-instances";
import { EcsService } from "../../../modules/ecs-service";
import { ImageVersion } from "../../../modules/ecs-task";
import { Vpc } from "../../../modules/vpc";
import { runProgram } from "../../../modules/program";

const count = Number(process.argv[2]);
const name = "modules";
runProgram((app) => {
  const stack = new TerraformStack(app, name);
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  const vpc = new Vpc(stack, "vpc", {
    name,
    cidrBlock: "10.1.0.0/16",
    zones: ["eu-west-1a", "eu-west-1b"],
  });
  const cluster = new EcsCluster(stack, "cluster", { name });
  new EcsInstances(stack, "instances", { cluster, vpc, instanceType: "t3.large", minSize: 2, maxSize: 100 });
  // A balancer has at most 100 target groups.
  const addBalancer = (id: string) => new Alb(stack, id, { vpc, name: `${name}-${id}` });
  let alb = addBalancer("alb");
  for (let number = 1; number <= count; number += 1) {
    const service = `service_${number}`;
    if (number % 100 === 1 && number > 1) {
      alb = addBalancer(`alb-${number}`);
    }
    const version = new ImageVersion(stack, `${service}-version`, { service, default: "v1" });
    new EcsService(stack, service, {
      cluster,
      vpc,
      name: service.replace("_", "-"),
      containers: [
        {
          name: service.replace("_", "-"),
          image: version.of(`example/${service}`),
          memoryMiB: 256,
          portMappings: [{ containerPort: 8080 }],
          environment: { ENVIRONMENT: name },
        },
      ],
      desiredCount: 2,
      scaling: { minTasks: 2, maxTasks: 10 },
      loadBalancer: { alb, priority: number, paths: [`/${service}/*`], healthCheck: { path: "/health" } },
    });
  }
});
