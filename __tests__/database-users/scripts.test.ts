import { mkdirSync, readdirSync } from "node:fs";
import { SECRETS_SCRIPT, USERS_SCRIPTS } from "../../modules/database-users/scripts";
import type { DatabaseEngine } from "../../modules/rds";
import { Sandbox, shellcheck } from "../support/sandbox";

const ORDERS = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders-AbCdEf";
const SEARCH = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:search-AbCdEf";

/** Secrets Manager, with a file for each secret that has a value; and clients that keep what they are told to do. */
const answers = {
  aws: `
    for argument in "$@"; do case $argument in arn:*) file="$ROOT/values/\${argument##*:}" ;; esac; done
    case "$2" in
      list-secret-version-ids) if [ -e "$file" ]; then echo v1; else echo None; fi ;;
      get-random-password) printf '%s\\n' Generated32 ;;
      put-secret-value) for argument in "$@"; do case $argument in file://*) cp "\${argument#file://}" "$file" ;; esac; done ;;
      get-secret-value) cat "$file" ;;
    esac`,
  psql: `{ cat "$FILE"; echo; cat; } >>"$ROOT/sql"; [ "$PGPASSWORD" = admins ]`,
  mysql: `cat >>"$ROOT/sql"; [ "$MYSQL_PWD" = admins ]`,
  mariadb: `cat >>"$ROOT/sql"; [ "$MYSQL_PWD" = admins ]`,
};
const database = {
  DB_HOST: "db.example.com",
  DB_PORT: "5432",
  DB_NAME: "app",
  DB_USER: "app",
  DB_PWD: "admins",
};

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox(answers);
  mkdirSync(sandbox.path("/passwords"));
  mkdirSync(sandbox.path("/values"));
});
afterEach(() => {
  sandbox.remove();
});

function passwords(): Record<string, string> {
  const files = readdirSync(sandbox.path("/passwords"));
  return Object.fromEntries(files.map((file) => [file, sandbox.read(`/passwords/${file}`)]));
}

describe("the script for secrets", () => {
  const SECRETS = `orders ${ORDERS}\nsearch ${SEARCH}`;

  test("writes a password into a secret without value, and leaves the passwords of all", () => {
    sandbox.write("/values/search-AbCdEf", '{ "password" : "kept_1-2.3~4", "username": "search" }');

    expect(sandbox.run(SECRETS_SCRIPT, { SECRETS })).toEqual({ status: 0, stderr: "" });
    expect(passwords()).toEqual({ orders: "Generated32", search: "kept_1-2.3~4" });
    expect(JSON.parse(sandbox.read("/values/orders-AbCdEf"))).toEqual({
      username: "orders",
      password: "Generated32",
    });
    expect(sandbox.callsOf("aws").filter(([, , operation]) => operation === "put-secret-value")).toHaveLength(
      1,
    );
  });

  test("hands no password to a program as an argument", () => {
    sandbox.run(SECRETS_SCRIPT, { SECRETS });

    expect(sandbox.calls.flat().filter((argument) => argument.includes("Generated32"))).toEqual([]);
  });

  test("run again, changes nothing", () => {
    sandbox.run(SECRETS_SCRIPT, { SECRETS });
    const calls = sandbox.calls.length;
    sandbox.run(SECRETS_SCRIPT, { SECRETS });

    expect(sandbox.calls.slice(calls).map(([, , operation]) => operation)).toEqual([
      "list-secret-version-ids",
      "get-secret-value",
      "list-secret-version-ids",
      "get-secret-value",
    ]);
  });

  test.each([
    ['{"username":"orders"}', "without a password"],
    [`{"password":"it's"}`, "with a quotation mark"],
    [String.raw`{"password":"a\\b"}`, "with a backslash"],
  ])("fails when a secret holds %s, %s", (value) => {
    sandbox.write("/values/orders-AbCdEf", value);

    expect(sandbox.run(SECRETS_SCRIPT, { SECRETS })).toEqual({
      status: 1,
      stderr: `orders: the password in ${ORDERS} must be letters, digits and . _ ~ -: put another one there\n`,
    });
  });

  test("fails when a secret cannot be read, before any later one is touched", () => {
    sandbox = new Sandbox({ aws: "echo AccessDeniedException >&2; exit 254" });
    mkdirSync(sandbox.path("/passwords"));

    expect(sandbox.run(SECRETS_SCRIPT, { SECRETS })).toEqual({
      status: 254,
      stderr: "AccessDeniedException\n",
    });
    expect(sandbox.callsOf("aws")).toHaveLength(1);
  });
});

describe.each<[DatabaseEngine, string]>([
  ["postgres", "psql"],
  ["mysql", "mysql"],
  ["mariadb", "mariadb"],
])("the script for users of %s", (engine, client) => {
  const script = USERS_SCRIPTS[engine];

  beforeEach(() => {
    sandbox.write("/passwords/orders", "Secret1");
    sandbox.write("/passwords/search", "Secret2");
  });

  test("tells the server each user and its password, as the administrator, and leaves no password", () => {
    expect(sandbox.run(script, database)).toEqual({ status: 0, stderr: "" });

    const calls = sandbox.callsOf(client).map((call) => call.join(" "));
    expect(calls).toHaveLength(2);
    expect(calls.every((call) => call.includes("db.example.com") && call.includes("5432"))).toBe(true);
    expect(calls.join(" ")).not.toMatch(/Secret|admins/);
    expect(sandbox.read("/sql")).toMatch(/Secret1[^]*Secret2/);
    expect(passwords()).toEqual({});
  });

  test("fails when the server refuses, and leaves no password", () => {
    expect(sandbox.run(script, { ...database, DB_PWD: "wrong" }).status).toBe(1);
    expect(sandbox.callsOf(client)).toHaveLength(1);
    expect(passwords()).toEqual({});
  });

  test("fails when a user is the administrator, whose password RDS keeps", () => {
    expect(sandbox.run(script, { ...database, DB_USER: "orders" })).toEqual({
      status: 1,
      stderr: "orders is the administrator: choose another name\n",
    });
    expect(sandbox.callsOf(client)).toEqual([]);
  });

  test("is found faultless by shellcheck", () => {
    shellcheck(script, "sh");
  });
});

test("shellcheck finds nothing in the script for secrets", () => {
  shellcheck(SECRETS_SCRIPT, "sh");
});
