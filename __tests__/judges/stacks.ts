import { App } from "cdktf";
import { BootStack } from "../../examples/boot/stack";
import { ClusterStack } from "../../examples/compose/cluster-stack";
import { LocationUserStack } from "../../examples/location-user/stack";
import { NodejsAppStack } from "../../examples/nodejs-app/stack";
import { PingPongStack } from "../../examples/ping-pong/stack";
import { ProductionStack } from "../../examples/production-ecs/stack";
import { StateStack } from "../../stacks";
import { COMPOSE, ComposeEnvironmentStack } from "../../stacks/compose";
import { environments } from "../support/environments";
import { synthesizeEnvironment } from "../support/synthesize-environment";
import { type SynthesizedStack, synthesizeStack } from "../support/synth";
import { CompleteStack } from "./iam/complete-stack";

const region = "eu-west-1";

const examples: Readonly<Record<string, () => SynthesizedStack>> = {
  boot: () => synthesizeStack(new BootStack(new App(), "boot", { drainingSeconds: 30, region })),
  "compose-cluster": () => synthesizeStack(new ClusterStack(new App(), "compose-cluster")),
  "compose-environment": () =>
    synthesizeStack(
      new ComposeEnvironmentStack(new App(), "compose-environment", {
        ...COMPOSE,
        name: "branch",
        file: "examples/compose/docker-compose.yml",
      }),
    ),
  "location-user": () =>
    synthesizeStack(
      new LocationUserStack(new App(), "location-user", {
        balancer: "application",
        withDatabase: true,
        region: "us-east-1",
      }),
    ),
  "nodejs-app": () =>
    synthesizeStack(
      new NodejsAppStack(new App(), "nodejs-app", {
        accountId: "111122223333",
        vpcId: "vpc-0123456789abcdef0",
        vpcCidr: "10.1.0.0/16",
        subnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
      }),
    ),
  "ping-pong": () =>
    synthesizeStack(
      new PingPongStack(new App(), "ping-pong", {
        secretKeyArn: "arn:aws:kms:eu-west-2:111122223333:key/secrets",
      }),
    ),
  "production-ecs": () =>
    synthesizeStack(
      new ProductionStack(new App(), "production-ecs", {
        certificateArn: "arn:aws:acm:eu-west-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef",
      }),
    ),
  ...Object.fromEntries(
    // One region of each partition that everybody can have.
    [region, "cn-north-1", "us-gov-west-1"].map((one) => [
      `complete in ${one}`,
      () => synthesizeStack(new CompleteStack(new App(), "complete", { region: one })),
    ]),
  ),
};

/** All examples and environments, and what stands in none of them, by name. */
export function synthesizedStacks(): [name: string, stack: SynthesizedStack][] {
  return [
    ...Object.entries(examples).map(([name, build]): [string, SynthesizedStack] => [name, build()]),
    ...Object.values(environments).flatMap((environment): [string, SynthesizedStack][] => [
      [environment.name, synthesizeEnvironment(environment)],
      [
        `${environment.name}-state`,
        synthesizeStack(new StateStack(new App(), `${environment.name}-state`, { environment })),
      ],
    ]),
  ];
}
