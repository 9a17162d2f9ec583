import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { readComposeFile } from "../../modules/compose";
import { diagnostics, plan } from "./support/plan";

const folder = join(__dirname, "fixtures");
const files = readdirSync(folder).filter((file) => file.endsWith(".yml"));

/** The paths of all keys of a value, without those that Compose leaves to others. */
function keysOf(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => keysOf(item, `${path}[${index}]`));
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, child]) => {
    const own = path === "" ? key : `${path}.${key}`;
    // Labels may begin with x- like any other name.
    return key.startsWith("x-") && !path.endsWith("labels") ? [] : [own, ...keysOf(child, own)];
  });
}

/** The keys that are neither read nor covered by a diagnostic. */
function lost(
  text: string,
  { readKeys, diagnostics: found }: Pick<ReturnType<typeof plan>, "readKeys" | "diagnostics">,
) {
  const told = found.map(({ key }) => key).filter((key) => key !== "");
  return keysOf(parse(text, { merge: true })).filter(
    (key) =>
      !readKeys.has(key) &&
      !told.some((path) => key === path || key.startsWith(`${path}.`) || key.startsWith(`${path}[`)),
  );
}

/** What each file becomes: so many containers of a task, or the keys that keep it from becoming one. */
const outcomes: Readonly<Record<string, number | readonly string[]>> = {
  "airflow.yml": 5,
  "elastic.yml": 3,
  "everything.yml": [
    "include",
    "services.app.one.extends",
    "services.app.one.network_mode",
    "services.app.one.external_links",
    "services.app.one.configs",
    "services.app.one.extra_hosts[1]",
    "services.app.one.volumes_from",
    "services.two.typo_here",
  ],
  "ghost.yml": ["services.ghost.environment.database__connection__password"],
  "gitea.yml": 2,
  "gitlab.yml": 1,
  "kafka.yml": 3,
  "keycloak.yml": 2,
  "mattermost.yml": 2,
  "monitoring.yml": ["services.prometheus.volumes[0]"],
  "n8n.yml": 4,
  "nextcloud.yml": 4,
  "plausible.yml": ["services.plausible_events_db.volumes[1]", "services.plausible_events_db.volumes[2]"],
  "s3-branch.yml": 3,
  "s4-ping-pong.yml": 5,
  "sentry.yml": [
    ...["web", "worker", "cron", "events-consumer", "attachments-consumer"].map(
      (service) => `services.${service}.volumes[1]`,
    ),
    "services",
    "services.symbolicator.volumes[0]",
    "services.nginx.volumes[0]",
  ],
  "traefik.yml": 2,
  "voting-app.yml": 5,
  "wordpress.yml": 2,
};

test("every file has its expectation", () => {
  expect(files).toEqual(Object.keys(outcomes));
});

test.each(Object.entries(outcomes))(
  "[S3.8] %s loses no key, and becomes what was reviewed",
  (file, outcome) => {
    const path = join(folder, file);
    const carried = readComposeFile({ file: path, project: "demo", environment: {} });
    const errors = carried.diagnostics.filter(({ severity }) => severity === "error").map(({ key }) => key);

    expect(lost(readFileSync(path, "utf8"), carried)).toEqual([]);
    expect(errors.length > 0 ? errors : carried.tasks[0]?.containers.length).toEqual(outcome);
  },
);

test("no file loses a key, whatever keys it has", () => {
  const known = files.flatMap((file) => {
    const { services } = parse(readFileSync(join(folder, file), "utf8"), { merge: true }) as {
      services: Record<string, Record<string, unknown>>;
    };
    return Object.values(services).flatMap((service) => Object.entries(service));
  });
  const value = fc.oneof(
    fc.constantFrom("text", "1", "true", "8080:80", "a=b", "${X:-1}"),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.constantFrom("a", "b:c", "80")),
    fc.dictionary(fc.constantFrom("a", "test", "driver", "soft", "target", "x"), fc.constantFrom("a", "1")),
  );
  const key = fc.constantFrom(...new Set(known.map(([name]) => name)), "deploy", "nonsense", "x-own");
  const service = fc.oneof(
    fc.constantFrom(...known).map(([name, own]) => ({ [name]: own })),
    fc.dictionary(key, value),
  );

  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom("a", "b", "c.d"), service, { minKeys: 1 }), (services) => {
      const text = JSON.stringify({ services });
      expect(lost(text, plan(text))).toEqual([]);
      expect(diagnostics(text).every((line) => /^c\.yml:\d+:\d+: (error|warning|note): /.test(line))).toBe(
        true,
      );
    }),
    { numRuns: 300 },
  );
});
