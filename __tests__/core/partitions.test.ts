import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { ServiceAlarms } from "../../modules/alarms";
import { Alb } from "../../modules/alb";
import { Certificate } from "../../modules/dns";
import { EcrRepository } from "../../modules/ecr";
import { EcsCluster } from "../../modules/ecs-cluster";
import { EcsEvents } from "../../modules/ecs-events";
import { EcsInstances } from "../../modules/ecs-instances";
import { EcsTaskRole } from "../../modules/ecs-roles";
import { EcsService } from "../../modules/ecs-service";
import { Elb } from "../../modules/elb";
import { LogBucket } from "../../modules/log-bucket";
import { Database } from "../../modules/rds";
import { ScheduledTask } from "../../modules/scheduled-task";
import { SnsTopic } from "../../modules/sns";
import { StateBucket } from "../../modules/state";
import { EcsDeployer } from "../../modules/users";
import { Vpc } from "../../modules/vpc";
import { synthesizeStack } from "../support/synth";
import { container } from "../support/task";

/** All that has permissions or names of AWS's services, in one region. */
function synthesizeIn(region: string): string {
  const stack = new TerraformStack(new App(), "test");
  new AwsProvider(stack, "aws", { region });
  const zones = [`${region}a`, `${region}b`];
  const vpc = new Vpc(stack, "vpc", {
    name: "main",
    cidrBlock: "10.1.0.0/16",
    zones,
    endpoints: "ecs",
    flowLogs: {},
  });
  const cluster = new EcsCluster(stack, "cluster", { name: "main" });
  new EcsInstances(stack, "instances", { cluster, vpc, instanceType: "t3.small", minSize: 1, maxSize: 2 });
  const topic = new SnsTopic(stack, "topic", { name: "alerts", encrypted: true, keepUndelivered: true });
  const accessLogs = new LogBucket(stack, "logs", { namePrefix: "main-logs" });
  const alb = new Alb(stack, "alb", { vpc, name: "web", accessLogs });
  const elb = new Elb(stack, "elb", { vpc, name: "classic", instancePort: 8080, accessLogs });
  const repository = new EcrRepository(stack, "repository", { name: "web", pullAccounts: ["123456789012"] });
  const service = new EcsService(stack, "service", {
    cluster,
    vpc,
    name: "web",
    containers: [container({ portMappings: [{ containerPort: 8080 }] })],
    loadBalancer: { alb, priority: 1 },
  });
  const task = new ScheduledTask(stack, "task", {
    cluster,
    vpc,
    name: "job",
    containers: [container()],
    schedule: "rate(1 hour)",
  });
  new ServiceAlarms(stack, "alarms", { service, topic });
  new EcsEvents(stack, "events", { cluster, topic });
  new Certificate(stack, "certificate", { zoneId: "Z0123456789", domainName: "app.example.com" });
  new EcsTaskRole(stack, "role", { namePrefix: "web", parameterPrefix: "/acc/web" });
  new Database(stack, "database", {
    cluster,
    vpc,
    name: "orders",
    engine: "postgres",
    instanceClass: "db.t4g.micro",
  });
  new StateBucket(stack, "state", { bucketName: "main-state" });
  new EcsDeployer(stack, "deployer", {
    cluster,
    services: [service],
    tasks: [task],
    repositories: [repository],
    state: { bucket: "main-state", key: "main" },
    userName: "ci",
  });
  expect(elb.dnsName).toBeDefined();
  return JSON.stringify(synthesizeStack(stack).json);
}

test.each([
  ["cn-north-1", "arn:aws-cn:"],
  ["us-gov-west-1", "arn:aws-us-gov:"],
  ["eusc-de-east-1", "arn:aws-eusc:"],
])("in %s every ARN begins with %s", (region, beginning) => {
  const arns = new Set(synthesizeIn(region).match(/arn:aws[a-z-]*:/g));
  expect([...arns]).toEqual([beginning]);
});
