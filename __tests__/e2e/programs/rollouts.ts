import { TerraformStack } from "cdktf";
import { runExample } from "../../../examples/run-example";
import { EcsCluster } from "../../../modules/ecs-cluster";
import { EcsInstances } from "../../../modules/ecs-instances";
import { EcsService } from "../../../modules/ecs-service";
import { ImageVersion } from "../../../modules/ecs-task";
import { addS3State, addTerraformSettings } from "../../../modules/terraform-settings";
import { Vpc } from "../../../modules/vpc";

const REGION = "eu-central-1";
const NAME = "rollouts";

/** Services without load balancers, each with a version of its own; one may be deployed by somebody else. */
runExample({ services: "api,jobs,mail,web,late", external: "none" }, (app, { services, external }) => {
  const stack = new TerraformStack(app, NAME);
  addTerraformSettings(stack, { region: REGION, environment: NAME, project: "tests" });
  addS3State(stack, { bucket: `${NAME}-states`, key: "terraform.tfstate", region: REGION });
  const vpc = new Vpc(stack, "vpc", {
    name: NAME,
    cidrBlock: "10.60.0.0/16",
    zones: [`${REGION}a`, `${REGION}b`],
    nat: "single",
  });
  const cluster = new EcsCluster(stack, "cluster", { name: NAME });
  new EcsInstances(stack, "instances", { cluster, vpc, instanceType: "t3.small", minSize: 0, maxSize: 1 });
  for (const name of services.split(",")) {
    const version = new ImageVersion(stack, `${name}-version`, { service: name, default: "v1" });
    new EcsService(stack, name, {
      cluster,
      name,
      deployedBy: name === external ? "external" : "terraform",
      containers: [{ name, image: version.of(`example/${name}`), memoryMiB: 64 }],
    });
  }
});
