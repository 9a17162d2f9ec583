import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ExistingAlb } from "ecs-terraform-cdk/alb";
import { ExistingCluster } from "ecs-terraform-cdk/ecs-cluster";
import { EcsService } from "ecs-terraform-cdk/ecs-service";
import { ImageVersion } from "ecs-terraform-cdk/ecs-task";
import { ExistingSecurityGroup } from "ecs-terraform-cdk/security-group";
import { OutputsLookup } from "ecs-terraform-cdk/shared-outputs";
import { addS3State, addTerraformSettings } from "ecs-terraform-cdk/terraform-settings";
import { EcsDeployer } from "ecs-terraform-cdk/users";
import { ExistingVpc } from "ecs-terraform-cdk/vpc";
import { PLATFORM, PRIORITIES, REGION, REPOSITORY, SHARED, stateOf } from "../names";

/** The version of the service that is deployed. */
const VERSION = "v1";

/** The service of a team, which knows of the platform what that tells, and changes nothing of it. */
export class TeamStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    addTerraformSettings(this, { region: REGION, environment: PLATFORM, project: "shop" });
    addS3State(this, stateOf(id));

    const platform = new OutputsLookup(this, "platform", { parameterPath: SHARED });
    const securityGroup = (of: string) =>
      new ExistingSecurityGroup(this, `${of}-security-group`, {
        securityGroupId: platform.text(`${of}_security_group_id`),
      });
    const vpc = new ExistingVpc(this, "vpc", {
      vpcId: platform.text("vpc_id"),
      cidrBlock: platform.text("vpc_cidr_block"),
      privateSubnetIds: platform.list("private_subnet_ids"),
    });
    const cluster = new ExistingCluster(this, "cluster", {
      name: PLATFORM,
      securityGroup: securityGroup("instances"),
    });
    const alb = new ExistingAlb(this, "alb", {
      listenerArn: platform.text("listener_arn"),
      securityGroup: securityGroup("alb"),
      priorities: PRIORITIES,
    });

    const version = new ImageVersion(this, "version", { service: "web", default: VERSION });
    const web = new EcsService(this, "web", {
      cluster,
      vpc,
      name: "web",
      containers: [
        {
          name: "web",
          image: version.of("example/web"),
          cpu: 128,
          memoryMiB: 128,
          portMappings: [{ containerPort: 8080 }],
        },
      ],
      loadBalancer: { alb, priority: PRIORITIES.from, paths: ["/*"], healthCheck: { path: "/health" } },
    });

    // May bring out versions of this service and nothing else, from the main branch of the repository.
    const deployer = new EcsDeployer(this, "deployer", {
      cluster,
      services: [web],
      state: stateOf(id),
      github: { repository: REPOSITORY },
    });
    new TerraformOutput(this, "deployer_role_arn", {
      description: "What the workflow of this repository assumes",
      value: deployer.githubRoleArn,
    });
  }
}
