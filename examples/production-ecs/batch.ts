import { Construct } from "constructs";
import type { EcsCluster } from "../../modules/ecs-cluster";
import { EcsInstances } from "../../modules/ecs-instances";
import { EcsService } from "../../modules/ecs-service";
import { ImageVersion } from "../../modules/ecs-task";
import { Elb } from "../../modules/elb";
import type { SnsTopic } from "../../modules/sns";
import type { Vpc } from "../../modules/vpc";

export interface BatchProps {
  readonly cluster: EcsCluster;
  readonly vpc: Vpc;
  readonly notifications: SnsTopic;
}

/** Reports on cheap instances of their own, behind a classic balancer: all of it can be left out again. */
export class Batch extends Construct {
  readonly reports: EcsService;
  /** Where the reports are, inside the VPC. */
  readonly url: string;

  constructor(scope: Construct, id: string, { cluster, vpc, notifications }: BatchProps) {
    super(scope, id);
    const group = new EcsInstances(this, "instances", {
      cluster,
      vpc,
      name: "batch",
      // Graviton, and all of it Spot: the more types, the seldomer EC2 takes one back.
      instanceType: "t4g.medium",
      spot: { instanceTypes: ["m6g.medium", "m7g.medium"] },
      minSize: 1,
      maxSize: 3,
      // AWS asks for it where containers have security options.
      agentConfig: { ECS_SELINUX_CAPABLE: "true" },
      schedules: [
        { name: "work", recurrence: "0 6 * * MON-FRI", timeZone: TIME_ZONE, minSize: 1, maxSize: 3 },
        { name: "weekend", recurrence: "0 22 * * FRI", timeZone: TIME_ZONE, minSize: 0, maxSize: 1 },
      ],
      notifications,
      tags: { Environment: cluster.clusterName },
    });
    const elb = new Elb(this, "elb", {
      vpc,
      name: `${cluster.clusterName}-reports`,
      instancePort: 9091,
      healthCheck: { path: "/health" },
    });
    const version = new ImageVersion(this, "reports-version", { service: "reports", default: "v1" });
    this.reports = new EcsService(this, "reports", {
      cluster,
      vpc,
      name: "reports",
      containers: [
        {
          name: "reports",
          image: version.of("example/reports"),
          cpu: 512,
          memoryMiB: 1024,
          // A classic balancer knows one port for all instances: one task on each.
          portMappings: [{ containerPort: 9091, hostPort: 9091 }],
          // Whoever breaks into it gains little: no rights, no way to more of them, nowhere to leave a program.
          capabilities: { drop: ["ALL"] },
          dockerSecurityOptions: ["no-new-privileges"],
          readonlyRootFilesystem: true,
        },
      ],
      desiredCount: 1,
      minimumHealthyPercent: 0,
      capacityProviderStrategy: [{ group }],
      placementConstraints: ["distinctInstance"],
      loadBalancer: { elb },
    });
    this.url = elb.url;
  }
}

const TIME_ZONE = "Europe/Amsterdam";
