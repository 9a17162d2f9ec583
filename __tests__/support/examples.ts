import type { App } from "cdktf";
import { BootStack } from "../../examples/boot/stack";
import { LocationUserStack } from "../../examples/location-user/stack";
import { NodejsAppStack } from "../../examples/nodejs-app/stack";
import { PingPongStack } from "../../examples/ping-pong/stack";
import { PlatformStack } from "../../examples/platform-teams/platform-stack";
import { TeamStack } from "../../examples/platform-teams/team-stack";
import { ProductionStack } from "../../examples/production-ecs/stack";

/** The stacks of an example that have a cluster and services in them. */
export const EXAMPLES: Readonly<Record<string, (app: App) => void>> = {
  boot: (app) => new BootStack(app, "boot", { drainingSeconds: 30, region: "eu-west-1" }),
  "location-user": (app) =>
    new LocationUserStack(app, "location-user", {
      balancer: "application",
      withDatabase: true,
      region: "us-east-1",
    }),
  "location-user behind classic balancers": (app) =>
    new LocationUserStack(app, "location-user", {
      balancer: "classic",
      withDatabase: false,
      region: "us-east-1",
    }),
  "nodejs-app": (app) =>
    new NodejsAppStack(app, "nodejs-app", {
      accountId: "111122223333",
      vpcId: "vpc-0123456789abcdef0",
      vpcCidr: "10.1.0.0/16",
      subnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
    }),
  "ping-pong": (app) =>
    new PingPongStack(app, "ping-pong", { secretKeyArn: "arn:aws:kms:eu-west-2:111122223333:key/secrets" }),
  "platform-teams": (app) => {
    const platform = new PlatformStack(app, "platform");
    new TeamStack(app, "team-a", { platform, service: { name: "orders", priority: 100 } });
    new TeamStack(app, "team-b", {
      platform,
      service: { name: "search", priority: 200, networkMode: "awsvpc" },
    });
  },
  "production-ecs": (app) =>
    new ProductionStack(app, "production-ecs", {
      certificateArn: "arn:aws:acm:eu-west-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef",
    }),
};
