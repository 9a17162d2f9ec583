import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { EcsCluster as AwsEcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsService as AwsEcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc as AwsVpc } from "@cdktf/provider-aws/lib/vpc";
import { type TerraformResource, TerraformVariable } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { Alb } from "../../../modules/alb";
import { EcrRepository } from "../../../modules/ecr";
import { EcsCluster, ExistingCluster } from "../../../modules/ecs-cluster";
import { EcsEvents } from "../../../modules/ecs-events";
import { EcsInstances } from "../../../modules/ecs-instances";
import { EcsService } from "../../../modules/ecs-service";
import { Database } from "../../../modules/rds";
import { SnsTopic } from "../../../modules/sns";
import { ExistingVpc } from "../../../modules/vpc";

/** A part of a stack that synthesis cannot find anything wrong with, and that AWS refuses. */
export interface RefusedPart {
  readonly build: (scope: Construct, network: Network) => void;
  /** AWS's code and message. */
  readonly error: string;
}

/** A VPC without an internet gateway, as somebody else may have made it. */
export interface Network {
  readonly vpcId: string;
  /** Two of one zone, and one of another. */
  readonly subnetIds: readonly [string, string, string];
}

const NOWHERE = "subnet-0badbadbadbadbad0";

export const REFUSED: Readonly<Record<string, RefusedPart>> = {
  "a public balancer in a VPC without an internet gateway": {
    build: (scope, network) => {
      const vpc = vpcOf(scope, network, [0, 2]);
      new Alb(scope, "alb", { vpc, name: "refused-public", internetFacing: true });
    },
    error: "InvalidSubnet: VPC ",
  },
  "a balancer in two subnets of one zone": {
    build: (scope, network) => {
      new Alb(scope, "alb", { vpc: vpcOf(scope, network, [0, 1]), name: "refused-inside" });
    },
    error: "ValidationError: At least two subnets in two different Availability Zones must be specified",
  },
  "a database in subnets of one zone": {
    build: (scope, network) => {
      new Database(scope, "database", {
        cluster: new EcsCluster(scope, "cluster", { name: "refused-database" }),
        vpc: vpcOf(scope, network, [0, 1]),
        name: "refused",
        engine: "postgres",
        instanceClass: "db.t3.micro",
      });
    },
    error:
      "DBSubnetGroupDoesNotCoverEnoughAZs: The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: eu-north-1a. Add subnets to cover at least 2 AZs.",
  },
  "instances in a subnet that does not exist": {
    build: (scope, { vpcId, subnetIds }) => {
      const vpc = vpcOf(scope, { vpcId, subnetIds: [NOWHERE, subnetIds[1], subnetIds[2]] }, [0, 2]);
      const cluster = new EcsCluster(scope, "cluster", { name: "refused-instances" });
      new EcsInstances(scope, "instances", {
        cluster,
        vpc,
        instanceType: "t3.small",
        minSize: 1,
        maxSize: 1,
      });
    },
    error: "ValidationError: The subnet ID 'subnet-0badbadbadbadbad0' does not exist",
  },
  "a service on a capacity provider that its cluster does not have": {
    build: (scope, network) => {
      const name = "refused-service";
      const cluster = new AwsEcsCluster(scope, "cluster", { name });
      const service = new EcsService(scope, "service", {
        cluster: new ExistingCluster(scope, "existing-cluster", { name }),
        vpc: vpcOf(scope, network, [0, 2]),
        name: "web",
        containers: [{ name: "web", image: "example/web:v1", memoryMiB: 64 }],
      });
      change(service, AwsEcsService, "depends_on", [`aws_ecs_cluster.${cluster.friendlyUniqueId}`]);
    },
    error:
      "InvalidParameterException: The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster or specify a valid capacity provider and try again.",
  },
  "linked containers with network interfaces of their own": {
    build: (scope, network) => {
      const service = new EcsService(scope, "service", {
        cluster: new ExistingCluster(scope, "existing-cluster", { name: "refused" }),
        vpc: vpcOf(scope, network, [0, 2]),
        name: "web",
        containers: [
          { name: "web", image: "example/web:v1", memoryMiB: 64, links: ["cache"] },
          { name: "cache", image: "example/cache:v1", memoryMiB: 64 },
        ],
      });
      change(service, EcsTaskDefinition, "network_mode", "awsvpc");
    },
    error: "ClientException: Links are not supported when networkMode=awsvpc.",
  },
  "an image repository whose name is a variable with capitals": {
    build: (scope) => {
      const name = new TerraformVariable(scope, "name", { type: "string", default: "Refused" });
      new EcrRepository(scope, "repository", { name: name.stringValue });
    },
    error:
      "InvalidParameterException: 1 validation error detected: Value 'Refused' at 'repositoryName' failed to satisfy constraint: Member must satisfy regular expression pattern: ",
  },
  "an event pattern with a text where a list must be": {
    build: (scope) => {
      const events = new EcsEvents(scope, "events", {
        cluster: new EcsCluster(scope, "cluster", { name: "refused-events" }),
        topic: new SnsTopic(scope, "topic", { name: "refused-events" }),
        events: ["task-stopped"],
      });
      change(events, CloudwatchEventRule, "event_pattern", JSON.stringify({ source: "aws.ecs" }));
    },
    error:
      'InvalidEventPatternException: Event pattern is not valid. Reason: "source" must be an object or an array',
  },
  "a health check that wants a status beyond 499": {
    build: (scope, network) => {
      new LbTargetGroup(scope, "targets", {
        name: "refused",
        port: 80,
        protocol: "HTTP",
        vpcId: network.vpcId,
        healthCheck: { matcher: "200-599" },
      });
    },
    error: "ValidationError: Health check matcher HTTP code '200-599' must be within '200-499' inclusive",
  },
  "an alarm on more data points than it looks at": {
    build: (scope) => {
      new CloudwatchMetricAlarm(scope, "alarm", {
        alarmName: "refused",
        namespace: "AWS/ECS",
        metricName: "CPUUtilization",
        statistic: "Average",
        comparisonOperator: "GreaterThanThreshold",
        threshold: 80,
        period: 60,
        evaluationPeriods: 2,
        datapointsToAlarm: 3,
      });
    },
    error: "ValidationError: DatapointsToAlarm must be less than or equal to EvaluationPeriods.",
  },
};

export function addNetwork(scope: Construct, region: string): Network {
  const vpc = new AwsVpc(scope, "vpc", { cidrBlock: "10.77.0.0/16" });
  const subnet = (index: number, zone: string) =>
    new Subnet(scope, `subnet-${index}`, {
      vpcId: vpc.id,
      cidrBlock: `10.77.${index}.0/24`,
      availabilityZone: `${region}${zone}`,
    }).id;
  return { vpcId: vpc.id, subnetIds: [subnet(0, "a"), subnet(1, "a"), subnet(2, "b")] };
}

function vpcOf(
  scope: Construct,
  { vpcId, subnetIds }: Network,
  indexes: readonly (0 | 1 | 2)[],
): ExistingVpc {
  const ids = indexes.map((index) => subnetIds[index]);
  return new ExistingVpc(scope, "vpc", {
    vpcId,
    cidrBlock: "10.77.0.0/16",
    publicSubnetIds: ids,
    privateSubnetIds: ids,
  });
}

/** Changes an attribute of the resources of a kind in a construct, past all checks. */
function change(
  scope: IConstruct,
  kind: abstract new (...args: never[]) => TerraformResource,
  attribute: string,
  value: unknown,
): void {
  for (const one of scope.node.findAll()) {
    if (one instanceof kind) {
      one.addOverride(attribute, value);
    }
  }
}
