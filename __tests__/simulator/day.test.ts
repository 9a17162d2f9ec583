import { App } from "cdktf";
import { acc as ACC, environments } from "../support/environments";
import { EXAMPLES } from "../support/examples";
import { synthesizeApp } from "../support/several-stacks";

import { synthesizeEnvironment } from "../support/synthesize-environment";
import { clusterOf } from "./cluster-of-json";
import { type Day, simulateDay } from "./day";
import type { Group, Service, SimulatedCluster } from "./model";

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
