import type { TerraformStack } from "cdktf";
import type { EcsCluster } from "../../modules/ecs-cluster";
import { EcsService, type EcsServiceProps } from "../../modules/ecs-service";
import type { IVpc } from "../../modules/vpc";
import { clusterWithInstances, network } from "./context";
import { synthesize, type SynthesizedStack } from "./synth";
import { container } from "./task";

/** Where services are: a network and a cluster `main` with one group of instances. */
export interface Context {
  readonly stack: TerraformStack;
  readonly vpc: IVpc;
  readonly cluster: EcsCluster;
}

/** Builds something in a fresh context and synthesizes it. */
export function synthesizeContext(build: (context: Context) => void): SynthesizedStack {
  return synthesize((stack) => {
    const vpc = network(stack);
    build({ stack, vpc, cluster: clusterWithInstances(stack, vpc) });
  });
}

/** A service named after its construct id, with a container that listens on port 8080. */
export function service(
  { stack, vpc, cluster }: Context,
  name: string,
  props: Partial<EcsServiceProps> = {},
): EcsService {
  return new EcsService(stack, name, {
    cluster,
    vpc,
    name,
    containers: [container({ portMappings: [{ containerPort: 8080 }] })],
    ...props,
  });
}

/** A stack with one service `orders`. */
export function synthesizeService(props: Partial<EcsServiceProps> = {}): SynthesizedStack {
  return synthesizeContext((context) => service(context, "orders", props));
}
