import { TerraformOutput } from "cdktf";
import type { EcsService, LoadBalancerTarget } from "../../modules/ecs-service";
import type { Platform } from "./platform";

/** What a stack says about a service. */
export function addServiceOutputs(
  { stack, balancers }: Platform,
  { name, serviceName, taskDefinition }: EcsService,
  targets: readonly LoadBalancerTarget[],
): void {
  const add = (suffix: string, description: string, value: string) => {
    new TerraformOutput(stack, `${name}_${suffix}`, { description, value });
  };
  for (const target of targets.slice(0, 1)) {
    const url = balancers.urls.get("elb" in target ? target.elb : target.alb) ?? "";
    add("frontend_url", "Where the service answers", url);
  }
  add("service_name", "Name of the service in the cluster", serviceName);
  add("log_group", "Where the service's logs are", taskDefinition.logGroupName);
}
