import { reported } from "../../../modules/core";
import { mistakesOf, settingsDescription } from "../../../settings/check";
import { environments } from "../../support/environments";

const description = settingsDescription();
const { project, region, stateBucket, network, instances } = environments.acc ?? {};
const acc = { project, region, stateBucket, network, instances };
const app = {
  repository: "example/app",
  containers: [{ memoryMiB: 128, portMappings: [{ containerPort: 8080 }] }],
  loadBalancer: { priority: 100, paths: ["/*"] },
};

function linesOf(settings: object): string[] {
  return mistakesOf({ ...acc, services: {}, ...settings }, description).map(
    (one) => reported("environments/acc.ts", one).message,
  );
}

describe("settings", () => {
  test("are taken as they are committed", () => {
    const found = Object.values(environments).map(({ name, ...settings }) => [
      name,
      mistakesOf(settings, description),
    ]);

    expect(found).toEqual([
      ["acc", []],
      ["prod", []],
    ]);
  });

  test("may leave out what is optional, also as undefined", () => {
    expect(linesOf({ services: { app: { ...app, name: undefined } }, tasks: undefined })).toEqual([]);
  });

  test.each<[string, object, string]>([
    [
      "a setting is misspelled",
      { services: { app: { ...app, desiredCout: 2 } } },
      `'services.app.desiredCout' must be a setting that there is, got 2; write "desiredCount"`,
    ],
    [
      "a setting that must be given is misspelled, in one line",
      { services: { app: { ...app, loadBalancer: { priorty: 1 } } } },
      `'services.app.loadBalancer.priorty' must be a setting that there is, got 1; write "priority"`,
    ],
    [
      "a setting stands in the wrong place",
      { services: { app: { ...app, hosts: ["a.example.com"] } } },
      `'services.app.hosts' must be a setting that there is, got ["a.example.com"]; it stands in 'loadBalancer'`,
    ],
    [
      "a container's setting stands in the service",
      { services: { app: { ...app, secrets: { KEY: "/key" } } } },
      `'services.app.secrets' must be a setting that there is, got {"KEY":"/key"}; it stands in 'containers'`,
    ],
    [
      "there is no such setting",
      { services: {}, cluster: { monitoring: true } },
      "'cluster.monitoring' must be a setting that there is, got true; remove it; there are containerInsights, executeCommand",
    ],
    [
      "a setting is missing",
      { services: { app: { ...app, containers: [{ memoryMiB: 128, portMappings: [{}] }] } } },
      "'services.app.containers[0].portMappings[0].containerPort' must be given, got nothing; add it: a number",
    ],
    [
      "a number is a text",
      { services: { app: { ...app, desiredCount: "2" } } },
      `'services.app.desiredCount' must be a number, got "2"; write 2 without quotes`,
    ],
    [
      "a text is a number",
      { services: { app: { ...app, containers: [{ environment: { PORT: 8080 } }] } } },
      `'services.app.containers[0].environment.PORT' must be a text, got 8080; write "8080" in quotes`,
    ],
    [
      "one of a few values is misspelled",
      { network: { cidrBlock: "10.1.0.0/16", zones: [], nat: "per_zone" } },
      `'network.nat' must be "per-zone", "single" or "none", got "per_zone"; write "per-zone"`,
    ],
    [
      "a list is a text",
      { services: { app: { ...app, loadBalancer: { priority: 1, paths: "/*" } } } },
      `'services.app.loadBalancer.paths' must be a list, got "/*"; correct it`,
    ],
    [
      "a list has a hole",
      // eslint-disable-next-line no-sparse-arrays -- as who has deleted an entry
      { network: { cidrBlock: "10.1.0.0/16", zones: [, "eu-west-1a"] } },
      "'network.zones[0]' must be a text, got nothing; correct it",
    ],
    [
      "a setting is null",
      { services: { app: { ...app, scaling: null } } },
      "'services.app.scaling' must be an object, got null; correct it",
    ],
    [
      "a key needs quotes",
      { services: { "my app": { ...app, name: 1 } } },
      `'services["my app"].name' must be a text, got 1; write "1" in quotes`,
    ],
    [
      "a value can be no setting at all",
      { services: { app: { ...app, name: 1n } } },
      "'services.app.name' must be a text, got a bigint; correct it",
    ],
    [
      "a text must have a certain form",
      { services: { app: { ...app, placementStrategies: [{ spread: "rack" }] } } },
      `'services.app.placementStrategies[0].spread' must be "zone", "instance" or a text like attribute:…, got "rack"; correct it`,
    ],
  ])("fail when %s", (_, settings, line) => {
    expect(linesOf(settings)).toEqual([`environments/acc.ts: ${line}`]);
  });

  test("fail when several are wrong, with a line for each, also in what is spread or computed", () => {
    const inherited = { mintasks: 1 };
    const services = { app: { ...app, scaling: { minTasks: 1, maxTasks: 2, ...inherited } }, web: 1 };

    expect(linesOf({ services, regoin: "eu-west-1" })).toEqual([
      `environments/acc.ts: 'regoin' must be a setting that there is, got "eu-west-1"; write "region"`,
      `environments/acc.ts: 'services.app.scaling.mintasks' must be a setting that there is, got 1; write "minTasks"`,
      "environments/acc.ts: 'services.web' must be an object, got 1; correct it",
    ]);
  });
});
