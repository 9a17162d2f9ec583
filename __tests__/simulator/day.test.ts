import { App } from "cdktf";
import { BootStack } from "../../examples/boot/stack";
import { LocationUserStack } from "../../examples/location-user/stack";
import { NodejsAppStack } from "../../examples/nodejs-app/stack";
import { PingPongStack } from "../../examples/ping-pong/stack";
import { PlatformStack } from "../../examples/platform-teams/platform-stack";
import { TeamStack } from "../../examples/platform-teams/team-stack";
import { ProductionStack } from "../../examples/production-ecs/stack";
import { acc as ACC, environments } from "../support/environments";
import { synthesizeApp } from "../support/several-stacks";

import { synthesizeEnvironment } from "../support/synthesize-environment";
import { clusterOf } from "./cluster-of-json";
import { type Day, simulateDay } from "./day";
import type { Group, Service, SimulatedCluster } from "./model";

/** The stacks of an example that have a cluster and services in them. */
const EXAMPLES: Readonly<Record<string, (app: App) => void>> = {
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

function clusterOfExample(build: (app: App) => void): SimulatedCluster {
  const app = new App();
  build(app);
  return clusterOf(Object.values(synthesizeApp(app)));
}

/** All that has services, by name: nothing in it is written here, all is read from what is synthesized. */
const CLUSTERS: [string, () => SimulatedCluster][] = [
  ...Object.entries(EXAMPLES).map(([name, build]): [string, () => SimulatedCluster] => {
    return [`the example ${name}`, () => clusterOfExample(build)];
  }),
  ...Object.values(environments).map((environment): [string, () => SimulatedCluster] => {
    return [`the environment ${environment.name}`, () => clusterOf([synthesizeEnvironment(environment)])];
  }),
];

/** In both orders that AWS leaves open. */
function daysOf(cluster: SimulatedCluster): Day[] {
  return (["stops first", "starts first"] as const).map((order) => simulateDay(cluster, order, 1));
}

function problemsOf(cluster: SimulatedCluster): string[] {
  return daysOf(cluster).flatMap(({ problems }) => problems);
}

describe("on a day with a quiet night and a peak", () => {
  test.each(CLUSTERS)(
    "every service of %s gets the tasks that it wants, at the peak all that it may, and every deployment ends",
    (_, build) => {
      const cluster = build();
      const days = daysOf(cluster);
      const allowed = cluster.services.map(({ name, maxTasks }) => [name, maxTasks]);

      expect(days.flatMap(({ problems }) => problems)).toEqual([]);
      expect(days.map(({ mostTasks }) => Object.entries(mostTasks))).toEqual([allowed, allowed]);
    },
  );
});

describe("a day fails", () => {
  const acc = () => clusterOf([synthesizeEnvironment(ACC)]);
  const pingPong = () => clusterOfExample(EXAMPLES["ping-pong"] ?? (() => undefined));
  const nodejsApp = () => clusterOfExample(EXAMPLES["nodejs-app"] ?? (() => undefined));
  const withServices = (cluster: SimulatedCluster, change: Partial<Service>) => ({
    ...cluster,
    services: cluster.services.map((service) => ({ ...service, ...change })),
  });
  const withGroups = (cluster: SimulatedCluster, change: Partial<Group>) => ({
    ...cluster,
    groups: cluster.groups.map((group) => ({ ...group, ...change })),
  });

  test.each<[string, () => SimulatedCluster, string]>([
    [
      "when acc wants more tasks than its instances have ports",
      () => withServices(acc(), { maxTasks: 10 }),
      "9 h: nodejs-app is not steady at load 1.2",
    ],
    [
      "when acc keeps all tasks up while the ports of all instances are taken",
      () => withServices(acc(), { minimumHealthyPercent: 100 }),
      "9 h: the deployment of nodejs-app at load 1.2 does not end",
    ],
    [
      "when the instances of nodejs-app go by what tasks use",
      () =>
        withGroups(nodejsApp(), {
          scaling: {
            metric: "Utilization",
            cpu: { addAt: 90, removeBelow: 70 },
            memory: { addAt: 90, removeBelow: 70 },
            periodMinutes: 5,
            periods: 2,
            cooldownMinutes: 5,
          },
        }),
      "18 h: the deployment of nodejs-app at load 0.2 does not end",
    ],
    [
      "when ping-pong has no room for a fifth task of its node",
      () => withGroups(pingPong(), { maxSize: 4 }),
      "9 h: the deployment of node at load 1.2 does not end",
    ],
  ])("%s", (_, build, problem) => {
    expect(problemsOf(build())).toContain(problem);
  });
});
