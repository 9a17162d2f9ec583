import { DescribeSecurityGroupsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { DescribeTaskDefinitionCommand, ECSClient } from "@aws-sdk/client-ecs";
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { DescribeDBInstancesCommand, DescribeDBSnapshotsCommand, RDSClient } from "@aws-sdk/client-rds";
import { GetScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { clientConfig } from "../e2e/support/aws-clients";
import { describeExample } from "../e2e/support/example";
import { testDestroy, testNewVersion, testSecondPlan, testSecrets } from "../e2e/support/example-life";
import { SERVICES, testCluster, testServices } from "../e2e/support/location-user";

const MINUTES = 60_000;
const REGION = "us-east-1";

describeExample(
  "location-user",
  { timeout: 8 * MINUTES, variant: "behind application balancers" },
  (example) => {
    const config = { ...clientConfig(), region: REGION };
    const databaseInstance = async () => {
      const { DBInstances } = await new RDSClient(config).send(
        new DescribeDBInstancesCommand({ DBInstanceIdentifier: "app01" }),
      );
      return DBInstances?.[0];
    };
    const credentials = async () => {
      const secretArn = (await databaseInstance())?.MasterUserSecret?.SecretArn;
      const { SecretString } = await new SecretsManagerClient(config).send(
        new GetSecretValueCommand({ SecretId: secretArn }),
      );
      return JSON.parse(SecretString ?? "{}") as { username: string; password: string };
    };

    testCluster(example, "[S2.1] ");
    testServices(example, "[S2.3] ");

    test.each(SERVICES)(
      "[S2.2] $name has a balancer of its own, that sends everything to it",
      async (service) => {
        const client = new ElasticLoadBalancingV2Client(config);
        const { LoadBalancers = [] } = await client.send(
          new DescribeLoadBalancersCommand({ Names: [`app01-${service.name}`] }),
        );
        const [balancer] = LoadBalancers;
        const of = { LoadBalancerArn: balancer?.LoadBalancerArn };
        const { Listeners } = await client.send(new DescribeListenersCommand(of));
        const { TargetGroups } = await client.send(new DescribeTargetGroupsCommand(of));

        expect(balancer).toMatchObject({ Scheme: "internal", Type: "application" });
        expect(Listeners).toMatchObject([{ Port: 80, Protocol: "HTTP" }]);
        expect(TargetGroups).toMatchObject([{ Port: service.port, HealthCheckPath: "/health" }]);
      },
    );

    test("[S2.5] the database is encrypted and has no public address; its password is in Secrets Manager", async () => {
      const instance = await databaseInstance();
      const { OwningService, RotationEnabled, RotationRules } = await new SecretsManagerClient(config).send(
        new DescribeSecretCommand({ SecretId: instance?.MasterUserSecret?.SecretArn }),
      );

      expect(instance).toMatchObject({
        Engine: "mysql",
        StorageEncrypted: true,
        PubliclyAccessible: false,
        DBSubnetGroup: { DBSubnetGroupName: "app01" },
      });
      expect({ OwningService, RotationEnabled, RotationRules }).toEqual({
        OwningService: "rds",
        RotationEnabled: true,
        RotationRules: { AutomaticallyAfterDays: 365 },
      });
    });

    test("[S2.6] only the instances of the cluster reach the database", async () => {
      const groupOf = (prefix: string) =>
        example.state.list("aws_security_group").find(({ name }) => String(name).startsWith(prefix))?.id;
      const groups = (await databaseInstance())?.VpcSecurityGroups?.map(
        (group) => group.VpcSecurityGroupId ?? "",
      );
      const { SecurityGroups } = await new EC2Client(config).send(
        new DescribeSecurityGroupsCommand({ GroupIds: groups }),
      );

      expect(groups).toEqual([groupOf("app01-database")]);
      expect(SecurityGroups?.[0]?.IpPermissions).toMatchObject([
        {
          IpProtocol: "tcp",
          FromPort: 3306,
          ToPort: 3306,
          IpRanges: [],
          UserIdGroupPairs: [{ GroupId: groupOf("app01-default-instances") }],
        },
      ]);
    });

    test("[S2.4] [S2.7] tasks get host and database as they are, user and password from the secret", async () => {
      const { taskDefinition } = await new ECSClient(config).send(
        new DescribeTaskDefinitionCommand({ taskDefinition: "app01-location" }),
      );
      const [container] = taskDefinition?.containerDefinitions ?? [];
      const instance = await databaseInstance();
      const secretArn = instance?.MasterUserSecret?.SecretArn ?? "";

      expect(container?.environment).toEqual([
        { name: "DB_HOST", value: instance?.Endpoint?.Address },
        { name: "DB_NAME", value: instance?.DBName },
        { name: "DB_PORT", value: "3306" },
      ]);
      expect(container?.secrets).toEqual([
        { name: "DB_PWD", valueFrom: `${secretArn}:password::` },
        { name: "DB_USER", valueFrom: `${secretArn}:username::` },
      ]);
    });

    test("[S2.20] a migration waits to be run, and a clean-up is run every night, both with the database", async () => {
      const { ScheduleExpression, ScheduleExpressionTimezone, Target } = await new SchedulerClient(
        config,
      ).send(new GetScheduleCommand({ Name: "app01-clean-up" }));
      const definitions = await Promise.all(
        ["app01-migrate", "app01-clean-up"].map(async (family) => {
          const answer = await new ECSClient(config).send(
            new DescribeTaskDefinitionCommand({ taskDefinition: family }),
          );
          return answer.taskDefinition;
        }),
      );
      const secretArn = (await databaseInstance())?.MasterUserSecret?.SecretArn ?? "";

      expect({ ScheduleExpression, ScheduleExpressionTimezone }).toEqual({
        ScheduleExpression: "cron(0 3 * * ? *)",
        ScheduleExpressionTimezone: "America/New_York",
      });
      expect(Target?.EcsParameters?.TaskDefinitionArn).toBe(definitions[1]?.taskDefinitionArn);
      expect(example.state.outputs.task_migrate).toMatchObject({
        cluster: "app01",
        taskDefinition: definitions[0]?.taskDefinitionArn,
        container: "migrate",
      });
      expect(definitions.map((one) => one?.containerDefinitions?.[0]?.secrets?.[0])).toEqual([
        { name: "DB_PWD", valueFrom: `${secretArn}:password::` },
        { name: "DB_PWD", valueFrom: `${secretArn}:password::` },
      ]);
    });

    test("[S2.7] the role that starts a task reads this secret and no other", async () => {
      const policies = example.state.all("aws_iam_role_policy", "policy");
      const reads = policies
        .flatMap((policy) => (JSON.parse(policy) as Policy).Statement)
        .filter(({ Action }) => Action.includes("secretsmanager:GetSecretValue"));
      const secretArn = (await databaseInstance())?.MasterUserSecret?.SecretArn;

      expect(reads.map(({ Resource }) => Resource)).toEqual(Array(4).fill([secretArn]));
    });

    testSecrets(
      example,
      {
        values: async () => [(await credentials()).password],
        named: { json: ["master_user_secret[0].secret_arn"] },
      },
      "[S2.7] ",
    );
    testSecondPlan(example);
    testNewVersion(example, { service: "location", variable: "location_version" }, "[S2.8] ");
    testNewVersion(example, { service: "user", variable: "user_version" }, "[S2.8] ");
    testDestroy(example);

    test("a last snapshot of the database is left", async () => {
      const { DBSnapshots = [] } = await new RDSClient(config).send(
        new DescribeDBSnapshotsCommand({ DBInstanceIdentifier: "app01" }),
      );

      expect(DBSnapshots.map(({ DBSnapshotIdentifier }) => DBSnapshotIdentifier)).toEqual(["app01-final"]);
      await expect(databaseInstance()).rejects.toThrow("DBInstance app01 not found");
    });
  },
);

interface Policy {
  readonly Statement: readonly { readonly Action: readonly string[]; readonly Resource: readonly string[] }[];
}
