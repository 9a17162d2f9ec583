import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App, type TerraformStack } from "cdktf";
import { BootStack } from "../../examples/boot/stack";
import { ClusterStack } from "../../examples/compose/cluster-stack";
import { LocationUserStack } from "../../examples/location-user/stack";
import { NodejsAppStack } from "../../examples/nodejs-app/stack";
import { PingPongStack } from "../../examples/ping-pong/stack";
import { PlatformStack } from "../../examples/platform-teams/platform-stack";
import { ProductionStack } from "../../examples/production-ecs/stack";
import { costTitle } from "../../tools/cost/cost-text";
import { estimate } from "../../tools/cost/estimate";
import { countItems } from "../../tools/cost/items";
import { resourcesIn } from "../../tools/cost/resources";
import { synthesizeStack } from "../support/synth";

const ARN = "arn:aws:acm:eu-west-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef";
const KEY = "arn:aws:kms:eu-west-2:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";

/** The stacks as the examples' programs make them without any context. */
const STACKS: Readonly<Record<string, (app: App) => TerraformStack>> = {
  boot: (app) => new BootStack(app, "boot", { drainingSeconds: 30, region: "eu-west-1" }),
  compose: (app) => new ClusterStack(app, "compose-cluster"),
  "location-user": (app) =>
    new LocationUserStack(app, "location-user", {
      ...{ balancer: "application", withDatabase: true, region: "us-east-1" },
    }),
  "nodejs-app": (app) =>
    new NodejsAppStack(app, "nodejs-app", {
      ...{ accountId: "123456789012", vpcId: "vpc-0123456789abcdef0", vpcCidr: "10.1.0.0/16" },
      subnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
    }),
  "ping-pong": (app) => new PingPongStack(app, "ping-pong", { secretKeyArn: KEY, withServices: true }),
  "platform-teams": (app) => new PlatformStack(app, "platform"),
  "production-ecs": (app) =>
    new ProductionStack(app, "production-ecs", { certificateArn: ARN, withBatch: true }),
};

test.each(Object.entries(STACKS))("the README of %s says what it costs", (name, build) => {
  const { json } = synthesizeStack(build(new App()));
  const [provider] = (json.provider as { readonly aws: readonly [{ readonly region: string }] }).aws;
  const cost = estimate(
    countItems(resourcesIn(json.resource as Parameters<typeof resourcesIn>[0])),
    provider.region,
  );
  const stack = name === "platform-teams" ? "platform" : name;
  const readme = readFileSync(join(__dirname, "../../examples", name, "README.md"), "utf8");

  expect(cost.missing).toEqual([]);
  expect(/(?:It|The platform) costs about .*? says for what\./.exec(readme.replace(/\s+/g, " "))?.[0]).toBe(
    `${costTitle(stack, cost).replace(/^'.*'/, stack === name ? "It" : "The platform")}: ` +
      `\`npm run cost -- --app "npx tsx examples/${name}/main.ts"\` says for what.`,
  );
});
