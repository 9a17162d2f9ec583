import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LoadedEnvironments, readContext } from "../../settings";
import { InputError } from "../../modules/core";
import { acc, environments } from "../support/environments";
import { refusalOf } from "../support/synth";

const folder = mkdtempSync(join(tmpdir(), "context-"));
const file = join(folder, "cdktf.json");
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const loaded: LoadedEnvironments = { environments, refused: new Map() };
const committed = { environment: "acc", "app.version": "v1" };

function read(args: readonly string[] = [], context: object | undefined = committed) {
  writeFileSync(file, JSON.stringify({ language: "typescript", context }));
  return readContext(file, args, loaded);
}

describe("the context", () => {
  test("comes from cdktf.json, without the CDKTF CLI", () => {
    expect(read()).toEqual({
      environment: environments.acc,
      stack: "ecs",
      versions: { app: "v1" },
      committedVersions: { app: "v1" },
    });
  });

  test("comes from arguments, which win over cdktf.json, the last over the first", () => {
    const args = ["-c", "environment=prod", "--context", "app.version=v2", "-c", "app.version=v3"];
    expect(read(args)).toMatchObject({ environment: environments.prod, versions: { app: "v3" } });
  });

  test("may come from arguments alone", () => {
    expect(read(["-c", "environment=acc", "-c", "app.version=a=b"], undefined)).toMatchObject({
      environment: environments.acc,
      versions: { app: "a=b" },
    });
  });

  test("has a version for one environment, which beats that for all", () => {
    const context = { ...committed, "prod.app.version": "v0" };

    expect(read(["-c", "environment=prod"], context).versions).toEqual({ app: "v0" });
    expect(read([], context).versions).toEqual({ app: "v1" });
    expect(read(["-c", "prod.app.version=v2", "-c", "environment=prod"], context).versions).toEqual({
      app: "v2",
    });
  });

  test("has with arguments for all environments another version, whatever stands in cdktf.json for one", () => {
    const context = { ...committed, "acc.app.version": "v0" };

    expect(read(["-c", "app.version=v2"], context).versions).toEqual({ app: "v2" });
    expect(read(["-c", "app.version=v2", "-c", "acc.app.version=v3"], context).versions).toEqual({
      app: "v3",
    });
  });

  test("tells the committed version, whatever the arguments say", () => {
    const context = { ...committed, "prod.app.version": "v0" };
    const version = ["-c", "app.version=v2"];

    expect(read(version).committedVersions).toEqual({ app: "v1" });
    expect(read([...version, "-c", "environment=prod"], context).committedVersions).toEqual({ app: "v0" });
    expect(read([...version, "-c", "environment=acc"], {}).committedVersions).toEqual({});
  });

  test("can name the only account that an environment is deployed to", () => {
    const args = ["-c", "acc.accountId=012345678901", "-c", "prod.accountId=123456789012"];

    expect(read(args)).toMatchObject({ environment: environments.acc, accountId: "012345678901" });
    expect(read()).toHaveProperty("accountId", undefined);
  });

  test("can be about the bucket for the state", () => {
    expect(read(["-c", "stack=state"])).toMatchObject({ stack: "state" });
  });
});

const known = `be one of "environment", "stack", "app.version", "acc.app.version", "prod.app.version", "acc.accountId", "prod.accountId"`;

describe("the context fails when", () => {
  const names = 'be one of "acc", "prod"';
  test.each<[string, string[], object, string]>([
    [
      "the environment is unknown",
      ["-c", "environment=test"],
      committed,
      `'environment' must ${names}, got "test"; add a file in environments/ for a new one`,
    ],
    [
      "the environment is named like a property of every object",
      ["-c", "environment=constructor"],
      committed,
      `'environment' must ${names}, got "constructor"; add a file in environments/ for a new one`,
    ],
    [
      "the environment is nearly one that there is",
      ["-c", "environment=prodd"],
      committed,
      `'environment' must ${names}, got "prodd"; write "prod"`,
    ],
    [
      "there is no environment",
      [],
      { "app.version": "v1" },
      `'environment' must ${names}, got ""; add a file in environments/ for a new one`,
    ],
    [
      "an argument has an unknown key",
      ["-c", "enviroment=acc"],
      committed,
      `'key' must ${known}, got "enviroment"; write "environment"`,
    ],
    [
      "cdktf.json has an unknown key",
      [],
      { ...committed, "web.version": "v1" },
      `'key' must ${known}, got "web.version"; remove it from cdktf.json or the -c arguments`,
    ],
    [
      "the stack is unknown",
      ["-c", "stack=network"],
      committed,
      `'stack' must be one of "ecs", "state", got "network"; leave it out for the environment itself`,
    ],
    [
      "a service has no version",
      [],
      { environment: "acc" },
      "'app.version' must be the version of the service, as a text, got nothing; set it in cdktf.json or with -c app.version=v1",
    ],
    [
      "a version in cdktf.json is a number",
      [],
      { environment: "acc", "app.version": 1.1 },
      "'app.version' must be the version of the service, as a text, got 1.1; set it in cdktf.json or with -c app.version=v1",
    ],
    [
      "a version for one environment in cdktf.json is a number",
      [],
      { ...committed, "acc.app.version": 2 },
      "'acc.app.version' must be the version of the service, as a text, got 2; set it in cdktf.json or with -c acc.app.version=v1",
    ],
    ...[["-c"], ["-c", "app.version"], ["-c", "=v2"], ["app.version=v2"], ["-var", "app.version=v2"]].map(
      (args): [string, string[], object, string] => [
        `the arguments are ${args.join(" ")}`,
        args,
        committed,
        `'arguments' must be pairs of -c key=value, got "${args.join(" ")}"; write them like -c app.version=v2`,
      ],
    ),
  ])("%s", (_, args, context, message) => {
    expect(refusalOf(() => read(args, context))).toBe(`context: ${message}`);
  });
});

test("the context fails when several things are wrong, with a line each", () => {
  const context = { ...committed, "app.version": 1.1, "acc.acountId": "1", "acc.accountId": 123456789012 };

  expect(refusalOf(() => read(["-c", "stak=ecs", "-c", "stack=network"], context))).toBe(
    [
      `context: 'key' must ${known}, got "acc.acountId"; write "acc.accountId"`,
      `context: 'key' must ${known}, got "stak"; write "stack"`,
      `context: 'stack' must be one of "ecs", "state", got "network"; leave it out for the environment itself`,
      "context: 'app.version' must be the version of the service, as a text, got 1.1; set it in cdktf.json or with -c app.version=v1",
      `context: 'acc.accountId' must be the number of an account, 12 digits in quotes, got 123456789012; write it like "123456789012"`,
    ].join("\n"),
  );
});

const shape = "context: 'cdktf.json' must be a JSON object, with an object as 'context'";
const hint = 'correct it: write "context": { "environment": "acc" }';

test("fails when cdktf.json is no JSON", () => {
  writeFileSync(file, "{ context }");

  expect(refusalOf(() => readContext(file, [], loaded))).toMatch(
    new RegExp(`^${shape}, got "Expected property name .*"; ${hint}$`),
  );
});

test.each(["null", "[]", "1", '{"context":[]}', '{"context":"environment=acc"}'])(
  "fails when cdktf.json is %s",
  (text) => {
    writeFileSync(file, text);

    expect(refusalOf(() => readContext(file, [], loaded))).toBe(`${shape}, got ${text}; ${hint}`);
  },
);

test("without a cdktf.json, and without a context in it, arguments are enough", () => {
  const args = ["-c", "environment=acc", "-c", "app.version=v1"];
  const context = {
    environment: environments.acc,
    stack: "ecs",
    versions: { app: "v1" },
    committedVersions: {},
  };

  expect(readContext(join(folder, "none.json"), args, loaded)).toEqual(context);
  for (const text of ["{}", '{"context":null}']) {
    writeFileSync(file, text);
    expect(readContext(file, args, loaded)).toEqual(context);
  }
});

test("fails when there is neither a cdktf.json nor an argument", () => {
  expect(refusalOf(() => readContext(join(folder, "none.json"), [], loaded))).toBe(
    `context: 'environment' must be one of "acc", "prod", got ""; add a file in environments/ for a new one`,
  );
});

describe("with a mistake in the settings of prod", () => {
  const withMistake: LoadedEnvironments = {
    environments: { acc },
    refused: new Map([["prod", new InputError("environments/prod.ts: 'regoin' must be left out")]]),
  };
  const readWith = (context: object, args: readonly string[] = []) => {
    writeFileSync(file, JSON.stringify({ context }));
    return readContext(file, args, withMistake);
  };

  test("another environment is read, and keys of prod in cdktf.json stay", () => {
    const context = { ...committed, "prod.api.version": "v3", "prod.accountId": "123456789012" };

    expect(readWith(context)).toMatchObject({ environment: environments.acc, versions: { app: "v1" } });
  });

  test("fails when prod is asked for, with that mistake", () => {
    expect(refusalOf(() => readWith(committed, ["-c", "environment=prod"]))).toBe(
      "environments/prod.ts: 'regoin' must be left out",
    );
  });

  test("fails when the environment is none of all that there are", () => {
    expect(refusalOf(() => readWith({ ...committed, environment: "prd" }))).toBe(
      `context: 'environment' must be one of "acc", "prod", got "prd"; write "prod"`,
    );
  });

  test("fails when a key is of no environment", () => {
    expect(refusalOf(() => readWith({ ...committed, stage: "x" }))).toContain(
      "context: 'key' must be one of ",
    );
  });
});
