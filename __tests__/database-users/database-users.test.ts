import { DatabaseUsers, type DatabaseUsersProps } from "../../modules/database-users";
import { type DatabaseProps, ExistingDatabase } from "../../modules/rds";
import { ExistingSecurityGroup } from "../../modules/security-group";
import { database } from "../rds/synthesize-database";
import { type Context, service, synthesizeContext } from "../support/service";
import { type Block, parseJsonTemplate, refusalOf, type SynthesizedStack } from "../support/synth";
import { container, statementsOf } from "../support/task";

const SECRET = /^\$\{aws_secretsmanager_secret\.users_orders_secret_\w+\.arn\}$/;
const KEY = "arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";

function databaseUsers(
  context: Context,
  props: Partial<DatabaseUsersProps> = {},
  databaseProps: Partial<DatabaseProps> = {},
): DatabaseUsers {
  const { stack, cluster, vpc } = context;
  return new DatabaseUsers(stack, "users", {
    cluster,
    vpc,
    database: props.database ?? database(context, databaseProps),
    name: "database-users",
    users: ["orders"],
    ...props,
  });
}

/** The containers of the family `main-<name>`, as ECS is told. */
function containersOf(stack: SynthesizedStack, name: string): Block[] {
  const found = stack.list("aws_ecs_task_definition").find(({ family }) => family === `main-${name}`);
  return parseJsonTemplate(found?.container_definitions) as Block[];
}

describe("users of a database", () => {
  test("each have a secret that Terraform gives no value", () => {
    const stack = synthesizeContext((context) => databaseUsers(context, { users: ["orders", "search"] }));

    expect(stack.list("aws_secretsmanager_secret").map((secret) => secret.name_prefix)).toEqual([
      "main/database-users/orders-",
      "main/database-users/search-",
    ]);
    expect(stack.types).not.toContain("aws_secretsmanager_secret_version");
  });

  test("give a service the database, user and password that are its own", () => {
    const stack = synthesizeContext((context) => {
      const users = databaseUsers(context);
      service(context, "orders", { containers: [container(users.of("orders").variables())] });
    });
    const [orders] = containersOf(stack, "orders");
    const valueFrom = (key: string) =>
      expect.stringMatching(new RegExp(`\\.users_orders_secret_\\w+\\.arn\\}:${key}::$`)) as string;

    expect(orders).toMatchObject({
      environment: [
        { name: "DB_HOST", value: expect.stringContaining("aws_db_instance.") as string },
        { name: "DB_NAME", value: "orders" },
        { name: "DB_PORT", value: "5432" },
      ],
      secrets: [
        { name: "DB_PWD", valueFrom: valueFrom("password") },
        { name: "DB_USER", valueFrom: valueFrom("username") },
      ],
    });
    expect(statementsOf(stack, "orders_task_execution-role")).toContainEqual(
      expect.objectContaining({
        Action: ["secretsmanager:GetSecretValue"],
        Resource: [expect.stringMatching(SECRET)],
      }),
    );
  });

  test("are made by a task: first their secrets, then they themselves by the administrator", () => {
    const stack = synthesizeContext((context) => databaseUsers(context));
    const [secrets, users] = containersOf(stack, "database-users");

    expect(secrets).toMatchObject({
      name: "secrets",
      image: "public.ecr.aws/aws-cli/aws-cli:2.31.23",
      essential: false,
      environment: [
        {
          name: "SECRETS",
          value: expect.stringMatching(/^orders \$\{aws_secretsmanager_secret\./) as string,
        },
      ],
    });
    expect(users).toMatchObject({
      name: "users",
      image: "public.ecr.aws/docker/library/postgres:17",
      dependsOn: [{ containerName: "secrets", condition: "SUCCESS" }],
      environment: expect.arrayContaining([{ name: "DB_NAME", value: "app" }]) as unknown[],
      secrets: [
        { name: "DB_PWD", valueFrom: expect.stringMatching(/master_user_secret.*:password::$/) as string },
        { name: "DB_USER", valueFrom: expect.stringMatching(/master_user_secret.*:username::$/) as string },
      ],
    });
    expect([secrets?.mountPoints, users?.mountPoints]).toEqual(
      Array(2).fill([{ sourceVolume: "passwords", containerPath: "/passwords", readOnly: false }]),
    );
  });

  test("have secrets that the task may read and write, and no others", () => {
    const stack = synthesizeContext((context) => databaseUsers(context));

    expect(statementsOf(stack, "users_task_task-role")).toEqual([
      {
        Effect: "Allow",
        Action: [
          "secretsmanager:ListSecretVersionIds",
          "secretsmanager:GetSecretValue",
          "secretsmanager:PutSecretValue",
        ],
        Resource: [expect.stringMatching(SECRET)],
      },
      { Effect: "Allow", Action: ["secretsmanager:GetRandomPassword"], Resource: ["*"] },
    ]);
  });

  test("have secrets under the key of the administrator's", () => {
    const stack = synthesizeContext((context) => databaseUsers(context, {}, { secretKmsKeyArn: KEY }));

    expect(stack.only("aws_secretsmanager_secret").kms_key_id).toBe(KEY);
    expect(statementsOf(stack, "users_task_task-role")).toContainEqual({
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: [KEY],
    });
  });

  test("are made by images of one's own", () => {
    const stack = synthesizeContext((context) =>
      databaseUsers(context, { images: { cli: "example/cli:1" } }, { engine: "mysql" }),
    );

    expect(containersOf(stack, "database-users").map(({ image }) => image)).toEqual([
      "example/cli:1",
      "public.ecr.aws/docker/library/mysql:8.4",
    ]);
  });

  test("can be those of a database that is there already", () => {
    const stack = synthesizeContext((context) =>
      databaseUsers(context, { database: existing(context, { engine: "mariadb" }) }),
    );

    expect(containersOf(stack, "database-users")[1]?.image).toBe(
      "public.ecr.aws/docker/library/mariadb:11.4",
    );
  });
});

test.each<[string, readonly string[], string]>([
  ["there is none", [], "'users' must list at least 1 user, got []; or leave the construct out"],
  [
    "a name has an underscore",
    ["order_items"],
    "'users[0]' must be 1 to 32 lowercase letters and digits, beginning with a letter, and not a name of the database itself, " +
      'got "order_items"; choose another name, e.g. that of the service',
  ],
  [
    "a name is one of the database itself",
    ["mysql"],
    "'users[0]' must be 1 to 32 lowercase letters and digits, beginning with a letter, and not a name of the database itself, " +
      'got "mysql"; choose another name, e.g. that of the service',
  ],
  [
    "a name has 33 characters",
    ["a".repeat(33)],
    "'users[0]' must be 1 to 32 lowercase letters and digits, beginning with a letter, and not a name of the database itself, " +
      `got "${"a".repeat(33)}"; choose another name, e.g. that of the service`,
  ],
  [
    "a user would get the administrator's database",
    ["app"],
    `'users[0]' must not be the administrator's database, got "app"; choose another name, or another 'databaseName'`,
  ],
  [
    "a user is named twice",
    ["orders", "orders"],
    `'users[1]' must be unique in 'users', got "orders"; name each user once`,
  ],
])("fails when %s", (_, users, message) => {
  expect(refusalOf(() => synthesizeContext((context) => databaseUsers(context, { users })))).toBe(
    `test/users: ${message}`,
  );
});

test("takes a name of 32 characters", () => {
  const stack = synthesizeContext((context) => databaseUsers(context, { users: ["a".repeat(32)] }));

  expect(stack.only("aws_secretsmanager_secret").name_prefix).toBe(`main/database-users/${"a".repeat(32)}-`);
});

test("fails when the engine of an existing database is not known", () => {
  expect(
    refusalOf(() =>
      synthesizeContext((context) => databaseUsers(context, { database: existing(context, {}) })),
    ),
  ).toBe(
    "test/users: 'database' must have an engine that is known, got nothing; give the ExistingDatabase its 'engine'",
  );
});

test("fails when a user is asked for that there is not", () => {
  expect(refusalOf(() => synthesizeContext((context) => databaseUsers(context).of("search")))).toBe(
    `test/users: 'user' must be one of "orders", got "search"; add it to 'users'`,
  );
});

function existing({ stack }: Context, props: { readonly engine?: "mariadb" }): ExistingDatabase {
  return new ExistingDatabase(stack, "existing", {
    address: "main.abcdefghijkl.eu-west-1.rds.amazonaws.com",
    port: 3306,
    secretArn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:main-AbCdEf",
    securityGroup: new ExistingSecurityGroup(stack, "existing-group", {
      securityGroupId: "sg-0123456789abcdef0",
    }),
    ...props,
  });
}
