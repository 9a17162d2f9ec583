// What the benchmark measures against: the environment of `../programs/modules.ts`, made with AWS CDK. One stack, too, although
// CloudFormation takes 500 resources of a stack at most: with more, users need several.
import { App, CfnParameter, Stack } from "aws-cdk-lib";
import { AutoScalingGroup } from "aws-cdk-lib/aws-autoscaling";
import { InstanceType, IpAddresses, LaunchTemplate, SecurityGroup, UserData, Vpc } from "aws-cdk-lib/aws-ec2";
import {
  AsgCapacityProvider,
  Cluster,
  ContainerImage,
  Ec2Service,
  Ec2TaskDefinition,
  EcsOptimizedImage,
  LogDrivers,
} from "aws-cdk-lib/aws-ecs";
import {
  ApplicationLoadBalancer,
  ListenerAction,
  ListenerCondition,
} from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";

const count = Number(process.argv[2]);
const name = "aws-cdk";
const app = new App({ context: { "@aws-cdk/core:stackResourceLimit": 0 } });
const stack = new Stack(app, name);
const vpc = new Vpc(stack, "vpc", { ipAddresses: IpAddresses.cidr("10.1.0.0/16"), maxAzs: 2 });
const cluster = new Cluster(stack, "cluster", { vpc });
const instances = new AutoScalingGroup(stack, "instances", {
  vpc,
  launchTemplate: new LaunchTemplate(stack, "template", {
    instanceType: new InstanceType("t3.large"),
    machineImage: EcsOptimizedImage.amazonLinux2023(),
    role: new Role(stack, "instance-role", { assumedBy: new ServicePrincipal("ec2.amazonaws.com") }),
    securityGroup: new SecurityGroup(stack, "instance-group", { vpc }),
    userData: UserData.forLinux(),
  }),
  minCapacity: 2,
  maxCapacity: 100,
});
const capacity = new AsgCapacityProvider(stack, "capacity", { autoScalingGroup: instances });
cluster.addAsgCapacityProvider(capacity);
const alb = new ApplicationLoadBalancer(stack, "alb", { vpc });
const listener = alb.addListener("http", { port: 80, defaultAction: ListenerAction.fixedResponse(404) });
for (let number = 1; number <= count; number += 1) {
  const service = `service-${number}`;
  const version = new CfnParameter(stack, `${service}-version`, { default: "v1" });
  const taskDefinition = new Ec2TaskDefinition(stack, `${service}-task`, { family: service });
  taskDefinition.addContainer(service, {
    image: ContainerImage.fromRegistry(`example/${service}:${version.valueAsString}`),
    memoryLimitMiB: 256,
    portMappings: [{ containerPort: 8080 }],
    environment: { ENVIRONMENT: name },
    logging: LogDrivers.awsLogs({
      streamPrefix: service,
      logGroup: new LogGroup(stack, `${service}-logs`, { retention: RetentionDays.ONE_MONTH }),
    }),
  });
  const ecsService = new Ec2Service(stack, service, {
    cluster,
    taskDefinition,
    serviceName: service,
    desiredCount: 2,
    circuitBreaker: { rollback: true },
    capacityProviderStrategies: [{ capacityProvider: capacity.capacityProviderName, weight: 1 }],
  });
  ecsService
    .autoScaleTaskCount({ minCapacity: 2, maxCapacity: 10 })
    .scaleOnCpuUtilization("cpu", { targetUtilizationPercent: 75 });
  listener.addTargets(service, {
    port: 80,
    targets: [ecsService],
    priority: number,
    conditions: [ListenerCondition.pathPatterns([`/service_${number}/*`])],
    healthCheck: { path: "/health" },
  });
}
app.synth();
