import type { DatabaseEngine, DatabaseProps } from "../../modules/rds";
import { service, synthesizeContext } from "../support/service";
import type { Block, SynthesizedStack } from "../support/synth";
import { container, containersOf, statementsOf } from "../support/task";
import { addInstances, database, synthesizeDatabase } from "./synthesize-database";

const SECRET_ARN = /^\$\{aws_db_instance\.\w+\.master_user_secret\[0\]\.secret_arn\}$/;

function instance(props: Partial<DatabaseProps> = {}): Block {
  return synthesizeDatabase(props).only("aws_db_instance");
}

describe("a database", () => {
  test("is small, encrypted, private and backed up for a week unless it is told otherwise", () => {
    expect(instance()).toMatchObject({
      identifier: "orders",
      instance_class: "db.t4g.micro",
      allocated_storage: 20,
      storage_type: "gp3",
      storage_encrypted: true,
      publicly_accessible: false,
      multi_az: false,
      db_name: "app",
      username: "app",
      auto_minor_version_upgrade: true,
      backup_retention_period: 7,
      backup_window: "02:00-03:00",
      maintenance_window: "sun:04:00-sun:05:00",
      copy_tags_to_snapshot: true,
    });
  });

  test.each<[DatabaseEngine, string, boolean]>([
    ["postgres", "17", true],
    ["postgres", "17.4", false],
    ["mysql", "8.4", true],
    ["mysql", "8.4.7", false],
  ])("%s of version %s is upgraded by RDS: %p", (engine, engineVersion, expected) => {
    expect(instance({ engine, engineVersion })).toMatchObject({
      engine_version: engineVersion,
      auto_minor_version_upgrade: expected,
    });
  });

  test("may grow by a tenth or more", () => {
    expect(instance({ allocatedStorageGiB: 100, maxAllocatedStorageGiB: 110 })).toMatchObject({
      max_allocated_storage: 110,
    });
  });

  test("is what it is told to be", () => {
    expect(
      instance({
        engineVersion: "16.4",
        allocatedStorageGiB: 100,
        maxAllocatedStorageGiB: 200,
        multiAz: true,
        databaseName: "orders",
        username: "owner",
        backupDays: 0,
        backupWindow: "23:30-00:30",
        maintenanceWindow: "sat:04:00-sat:05:00",
        applyImmediately: true,
      }),
    ).toMatchObject({
      engine_version: "16.4",
      allocated_storage: 100,
      max_allocated_storage: 200,
      multi_az: true,
      db_name: "orders",
      username: "owner",
      backup_retention_period: 0,
      backup_window: "23:30-00:30",
      maintenance_window: "sat:04:00-sat:05:00",
      apply_immediately: true,
    });
  });

  test("is in the private subnets", () => {
    const stack = synthesizeDatabase();

    expect(stack.follow(stack.only("aws_db_instance").db_subnet_group_name)).toMatchObject({
      name: "orders",
      subnet_ids: ["subnet-private-a", "subnet-private-b"],
    });
  });

  test.each<[DatabaseEngine, string, number]>([
    ["mariadb", "11.4", 3306],
    ["mysql", "8.4", 3306],
    ["postgres", "17", 5432],
  ])("%s is of version %s and listens on port %i", (engine, version, port) => {
    const stack = synthesizeDatabase({ engine }, (context) => {
      addInstances(context, "general");
    });

    expect(stack.only("aws_db_instance")).toMatchObject({ engine, engine_version: version });
    expect(clients(stack)).toEqual([`main-general-instances on ${port}`]);
  });

  test("[S2.6] is reached by all that runs in the cluster, also what joins later, and by nothing else", () => {
    const stack = synthesizeContext((context) => {
      database(context);
      const capacityProviderStrategy = [{ group: addInstances(context, "batch") }];
      service(context, "bridged", { capacityProviderStrategy });
      service(context, "wired", { networkMode: "awsvpc", capacityProviderStrategy });
    });

    expect(clients(stack)).toEqual([
      "main-batch-instances on 5432",
      "main-default-instances on 5432",
      "main-wired on 5432",
    ]);
  });
});

describe("the password of a database", () => {
  test("is made up by RDS and kept in Secrets Manager, so that Terraform has none", () => {
    expect(instance()).toMatchObject({ manage_master_user_password: true });
    expect(instance()).not.toHaveProperty("password");
  });

  test.each([
    [undefined, 365],
    [30, 30],
  ])("is changed, for passwordRotationDays %p, every %i days, and not at once", (days, expected) => {
    const stack = synthesizeDatabase({ passwordRotationDays: days });

    expect(stack.only("aws_secretsmanager_secret_rotation")).toMatchObject({
      secret_id: expect.stringMatching(SECRET_ARN) as string,
      rotate_immediately: false,
      rotation_rules: { automatically_after_days: expected },
    });
  });
});

describe("a destroy", () => {
  test("is refused by Terraform, and by AWS, unless it was allowed", () => {
    expect(instance()).toMatchObject({
      lifecycle: { prevent_destroy: true },
      deletion_protection: true,
      skip_final_snapshot: false,
    });
  });

  test("leaves a last snapshot where that is asked for", () => {
    const snapshotted = instance({ removal: "snapshot" });

    expect(snapshotted).toMatchObject({
      deletion_protection: false,
      skip_final_snapshot: false,
      final_snapshot_identifier: "orders-final",
    });
    expect(snapshotted).not.toHaveProperty("lifecycle");
  });

  test("leaves nothing of what may be thrown away", () => {
    const thrownAway = instance({ removal: "discard" });

    expect(thrownAway).toMatchObject({ deletion_protection: false, skip_final_snapshot: true });
    expect(thrownAway).not.toHaveProperty("final_snapshot_identifier");
  });
});

describe("a container that is given the variables", () => {
  const withVariables = (names?: Parameters<ReturnType<typeof database>["variables"]>[0]) =>
    synthesizeContext((context) => {
      const { environment, secrets } = database(context).variables(names);
      service(context, "orders", { containers: [container({ environment, secrets })] });
    });

  test("[S2.4] knows host, port and database, and is told user and password by ECS when it starts", () => {
    expect(containersOf(withVariables())[0]).toMatchObject({
      environment: [
        { name: "DB_HOST", value: expect.stringMatching(/^\$\{aws_db_instance\.\w+\.address\}$/) as string },
        { name: "DB_NAME", value: "app" },
        { name: "DB_PORT", value: "5432" },
      ],
      secrets: [
        { name: "DB_PWD", valueFrom: expect.stringMatching(/\.secret_arn\}:password::$/) as string },
        { name: "DB_USER", valueFrom: expect.stringMatching(/\.secret_arn\}:username::$/) as string },
      ],
    });
  });

  test("calls them as it likes", () => {
    const names = {
      host: "PGHOST",
      port: "PGPORT",
      name: "PGDATABASE",
      user: "PGUSER",
      password: "PGPASSWORD",
    };

    expect(containersOf(withVariables(names))[0]).toMatchObject({
      environment: [{ name: "PGDATABASE" }, { name: "PGHOST" }, { name: "PGPORT" }],
      secrets: [{ name: "PGPASSWORD" }, { name: "PGUSER" }],
    });
  });

  test("[S2.7] is started by a role that may read this one secret, whose ARN only AWS knows", () => {
    const reads = statementsOf(withVariables(), "execution-role").filter(({ Action }) =>
      (Action as string[]).some((action) => action.startsWith("secretsmanager:")),
    );

    expect(reads).toEqual([
      {
        Effect: "Allow",
        Action: ["secretsmanager:GetSecretValue"],
        Resource: [expect.stringMatching(SECRET_ARN)],
      },
    ]);
  });
});

/** Who may connect to the database, by the names of their groups. */
function clients(stack: SynthesizedStack): string[] {
  const [group = ""] = stack.only("aws_db_instance").vpc_security_group_ids as string[];
  return stack
    .list("aws_vpc_security_group_ingress_rule")
    .filter(({ security_group_id }) => security_group_id === group)
    .map((rule) => {
      const client = String(stack.follow(rule.referenced_security_group_id).name_prefix).replace(/-$/, "");
      return `${client} on ${String(rule.from_port)}`;
    })
    .sort();
}

describe("what is switched on for a database", () => {
  const KEY = "arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";

  test("is nothing by default", () => {
    const instance = synthesizeDatabase().only("aws_db_instance");
    for (const attribute of [
      "kms_key_id",
      "master_user_secret_kms_key_id",
      "enabled_cloudwatch_logs_exports",
      "iam_database_authentication_enabled",
      "parameter_group_name",
    ]) {
      expect(instance).not.toHaveProperty(attribute);
    }
    expect(synthesizeDatabase().resources("aws_db_parameter_group")).toEqual({});
  });

  test("may be keys of the account, logs and signing in with IAM", () => {
    const props = {
      kmsKeyArn: KEY,
      secretKmsKeyArn: KEY,
      logExports: ["postgresql"],
      iamAuthentication: true,
    };
    expect(synthesizeDatabase(props).only("aws_db_instance")).toMatchObject({
      kms_key_id: KEY,
      master_user_secret_kms_key_id: KEY,
      enabled_cloudwatch_logs_exports: ["postgresql"],
      iam_database_authentication_enabled: true,
    });
  });

  test.each([
    ["postgres", undefined, "postgres17", "rds.force_ssl"],
    ["postgres", "16.4", "postgres16", "rds.force_ssl"],
    ["mysql", "8.4.7", "mysql8.4", "require_secure_transport"],
    ["mariadb", undefined, "mariadb11.4", "require_secure_transport"],
  ] as const)("may be TLS for every connection to %s %s", (engine, engineVersion, family, name) => {
    const stack = synthesizeDatabase({ engine, engineVersion, requireTls: true });
    const group = stack.only("aws_db_parameter_group");
    expect(stack.follow(stack.only("aws_db_instance").parameter_group_name)).toBe(group);
    expect(group).toMatchObject({
      name_prefix: "orders-",
      family,
      parameter: [{ name, value: "1", apply_method: "pending-reboot" }],
      lifecycle: { create_before_destroy: true },
    });
  });
});
