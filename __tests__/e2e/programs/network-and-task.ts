import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { TerraformStack, TerraformVariable } from "cdktf";
import { runExample } from "../../../examples/run-example";
import { addS3State, addTerraformSettings } from "../../../modules/terraform-settings";

const REGION = "eu-west-1";
const ASSUME = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ecs-tasks.amazonaws.com" } },
  ],
};
const POLICY = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "logs:PutLogEvents", Resource: "*" }],
};

/** Things with ids of every kind that take no time: chosen, completed by the provider, made up by AWS, and none. */
runExample({ name: "small" }, (app, { name }) => {
  const stack = new TerraformStack(app, name);
  addTerraformSettings(stack, { region: REGION, environment: name, project: "tests" });
  addS3State(stack, { bucket: `${name}-states`, key: "terraform.tfstate", region: REGION });
  const version = new TerraformVariable(stack, "app_version", { default: "v1" });
  const tags = { Name: name };
  const vpc = new Vpc(stack, "vpc", { cidrBlock: "10.0.0.0/16", tags });
  const subnet = new Subnet(stack, "subnet", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24", tags });
  const table = new RouteTable(stack, "routes", { vpcId: vpc.id, tags });
  new RouteTableAssociation(stack, "association", {
    subnetId: subnet.id,
    routeTableId: table.id,
    // What it needs is made first, too, when it is made anew: https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle
    lifecycle: { createBeforeDestroy: true },
  });
  const group = new SecurityGroup(stack, "group", {
    vpcId: vpc.id,
    namePrefix: `${name}-`,
    description: "x",
  });
  new VpcSecurityGroupIngressRule(stack, "rule", {
    securityGroupId: group.id,
    ipProtocol: "tcp",
    fromPort: 80,
    toPort: 80,
    cidrIpv4: "10.0.0.0/16",
  });
  const role = new IamRole(stack, "role", {
    namePrefix: `${name}-`,
    assumeRolePolicy: JSON.stringify(ASSUME),
  });
  new IamRolePolicy(stack, "policy", { role: role.name, name: "inline", policy: JSON.stringify(POLICY) });
  const logs = new CloudwatchLogGroup(stack, "logs", { name: `/ecs/${name}` });
  new EcsTaskDefinition(stack, "task", {
    family: name,
    skipDestroy: true,
    executionRoleArn: role.arn,
    containerDefinitions: JSON.stringify([
      {
        name: "app",
        image: `app:${version.stringValue}`,
        memory: 64,
        environment: [{ name: "LOGS", value: logs.name }],
      },
    ]),
  });
});
