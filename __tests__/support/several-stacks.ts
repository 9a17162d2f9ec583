import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { Alb } from "../../modules/alb";
import { assertValid } from "../../modules/core";
import type { EcsCluster } from "../../modules/ecs-cluster";
import type { EcsService, EcsServiceProps } from "../../modules/ecs-service";
import { SnsTopic, type SnsTopicProps } from "../../modules/sns";
import type { IVpc } from "../../modules/vpc";
import { clusterWithInstances, network } from "./context";
import { service } from "./service";
import { type Block, refusalOf, SynthesizedStack } from "./synth";

/** What stacks of several teams share. */
export interface Platform {
  readonly app: App;
  readonly stack: TerraformStack;
  readonly vpc: IVpc;
  readonly cluster: EcsCluster;
  readonly alb: Alb;
  readonly topic: SnsTopic;
}

/** A platform in a stack `platform`; `build` adds the stacks of teams. */
export function withPlatform(
  build: (platform: Platform) => void,
  topicProps: Partial<SnsTopicProps> = {},
): App {
  const app = new App();
  const stack = stackOf(app, "platform");
  const vpc = network(stack);
  const cluster = clusterWithInstances(stack, vpc);
  const alb = new Alb(stack, "alb", { vpc, name: "main" });
  const topic = new SnsTopic(stack, "alerts", { name: "alerts", ...topicProps });
  build({ app, stack, vpc, cluster, alb, topic });
  return app;
}

/** A stack in eu-west-1. */
export function stackOf(app: App, id: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  return stack;
}

/** A service with a container that listens on port 8080, below the path of its name. */
export function addService(
  { cluster, vpc, alb }: Platform,
  stack: TerraformStack,
  name: string,
  props: Partial<EcsServiceProps> = {},
): EcsService {
  const loadBalancer = { alb, priority: 100, paths: [`/${name}`] };
  return service({ stack, vpc, cluster }, name, { loadBalancer, ...props });
}

/** Validates and synthesizes all stacks of an app, by their ids. */
export function synthesizeApp(app: App): Record<string, SynthesizedStack> {
  assertValid(app);
  const stacks = app.node.children.filter((child) => TerraformStack.isStack(child));
  for (const stack of stacks) {
    stack.prepareStack();
  }
  return Object.fromEntries(
    stacks.map((stack) => {
      const json = JSON.parse(JSON.stringify(stack.toTerraform())) as Block;
      return [stack.node.id, new SynthesizedStack(json)];
    }),
  );
}

/** The whole message with which an app is refused. */
export function refusalOfPlatform(build: (platform: Platform) => void): string {
  return refusalOf(() => synthesizeApp(withPlatform(build)));
}
