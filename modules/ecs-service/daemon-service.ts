import { EcsService as AwsEcsService } from "@cdktf/provider-aws/lib/ecs-service";
import type { Construct } from "constructs";
import { rules } from "../core";
import { BaseService } from "./base-service";
import type { BaseServiceProps } from "./base-service-props";
import { placeDaemon } from "./service-capacity";

export interface DaemonServiceProps extends BaseServiceProps {
  /** Percent of the instances that keep their task during a deployment, 0 to 100. @default 0 */
  readonly minimumHealthyPercent?: number;
}

/**
 * One task on every instance of a cluster, started before others and stopped after them: for what serves the
 * instance or its tasks, such as cAdvisor or a collector of logs.
 *
 * Take it where a container may start after the instance has joined the cluster: ECS restarts it, also when it is
 * unhealthy; a new version rolls out without touching an instance; its logs, secrets and permissions are those of
 * any task. Take the `systemContainers` of `EcsInstances` for what must run before the first task, or while ECS is
 * out of reach, such as the Consul client that tasks call from their first second; a new version of one needs new
 * instances.
 *
 * Makes `aws_ecs_service`, a task definition with its log group and roles, in network mode `awsvpc` a security group,
 * and a name in Cloud Map.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service-options.html
 */
export class DaemonService extends BaseService {
  readonly serviceName: string;

  constructor(scope: Construct, id: string, props: DaemonServiceProps) {
    super(scope, id, props, {
      check: (c) => {
        c.each<DaemonServiceProps>(props, {
          minimumHealthyPercent: rules.integer(0, 100, "0 replaces the tasks of all instances at once"),
        });
      },
    });
    placeDaemon(this, props);
    const { minimumHealthyPercent = 0 } = props;

    const service = new AwsEcsService(this, "service", {
      ...this.commonSettings(),
      schedulingStrategy: "DAEMON",
      // Daemons are placed on instances, whoever provides them: ECS refuses a capacity provider strategy.
      launchType: "EC2",
      // No maximum: for daemons it is ECS's own, 100, and the provider does not send it.
      deploymentMinimumHealthyPercent: minimumHealthyPercent,
    });
    this.serviceName = service.name;
  }
}
