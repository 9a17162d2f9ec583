import { writeFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Construct } from "constructs";
import { ServiceAlarms } from "../../../modules/alarms";
import { Alb, AlbLookup, ExistingAlb, TargetGroup } from "../../../modules/alb";
import { ComposeProject } from "../../../modules/compose";
import { AliasRecord, Certificate } from "../../../modules/dns";
import { DatabaseUsers } from "../../../modules/database-users";
import { EcrRepository, ExistingEcrRepository } from "../../../modules/ecr";
import { EcsCluster, ExistingCluster } from "../../../modules/ecs-cluster";
import { EcsEvents } from "../../../modules/ecs-events";
import { EcsInstances } from "../../../modules/ecs-instances";
import { EcsTaskRole } from "../../../modules/ecs-roles";
import {
  type BlueGreenDeployment,
  DaemonService,
  type DeploymentStrategy,
  EcsService,
} from "../../../modules/ecs-service";
import { type ContainerProps, ImageVersion, type Volumes } from "../../../modules/ecs-task";
import { Elb } from "../../../modules/elb";
import { IamRole, type PolicyStatement } from "../../../modules/iam";
import { LogBucket } from "../../../modules/log-bucket";
import { Database, ExistingDatabase } from "../../../modules/rds";
import { OneOffTask, ScheduledTask } from "../../../modules/scheduled-task";
import { ExistingSecurityGroup, SecurityGroup } from "../../../modules/security-group";
import { OutputsLookup, SharedOutputs } from "../../../modules/shared-outputs";
import {
  DiscoverableService,
  ExistingPrivateDnsNamespace,
  PrivateDnsNamespace,
} from "../../../modules/service-discovery";
import { ExistingSnsTopic, SnsTopic, TopicQueue } from "../../../modules/sns";
import { StateBucket } from "../../../modules/state";
import { EcsDeployer } from "../../../modules/users";
import { ExistingVpc, FlowLogs, Vpc, VpcEndpoints, VpcLookup } from "../../../modules/vpc";
import { CERTIFICATE, container, type Fixture, KMS_KEY, LISTENER } from "./fixture";

/** How to build a construct, and props that are right: together they have a value at every place of its props. */
export interface Baseline {
  readonly build: (fixture: Fixture, props: object) => Construct;
  readonly variants: (fixture: Fixture) => readonly object[];
}

/** In two steps, so that TypeScript holds the variants against the props of the construct. */
function baseline<Props extends object>(
  construct: new (scope: Construct, id: string, props: Props) => Construct,
) {
  return (variants: (fixture: Fixture) => readonly Props[]): Baseline => ({
    build: ({ stack }, props) => new construct(stack, "subject", props as Props),
    variants,
  });
}

/** Every place of the strategies that move requests. */
function deploymentsOf({ alb }: Fixture): readonly DeploymentStrategy[] {
  const shift: Omit<BlueGreenDeployment, "strategy"> = {
    bakeTimeMinutes: 5,
    hooks: [
      {
        functionArn: "arn:aws:lambda:eu-west-1:123456789012:function:judge",
        roleArn: "arn:aws:iam::123456789012:role/judge",
        stages: ["POST_SCALE_UP"],
      },
    ],
    testListener: { listener: alb.addListener("test", { port: 9000 }), priority: 1 },
  };
  return [
    { ...shift, strategy: "blue-green" },
    { ...shift, strategy: "canary", canaryPercent: 10, canaryBakeTimeMinutes: 5 },
    { ...shift, strategy: "linear", stepPercent: 10, stepBakeTimeMinutes: 5 },
  ];
}

/** Every place of a container's props, in containers that go together. */
const CONTAINERS: readonly ContainerProps[] = [
  container({
    cpu: 128,
    memoryReservationMiB: 32,
    portMappings: [{ containerPort: 8080, hostPort: 0, protocol: "tcp" }],
    environment: { A: "1" },
    command: ["run"],
    entryPoint: ["/bin/sh"],
    user: "1000",
    workingDirectory: "/srv",
    hostname: "app",
    healthCheck: {
      command: ["CMD", "true"],
      intervalSeconds: 30,
      timeoutSeconds: 5,
      retries: 3,
      startPeriodSeconds: 10,
    },
    stopTimeoutSeconds: 30,
    dependsOn: { log: "START" },
    links: ["log"],
    extraHosts: { db: "10.1.0.9" },
    dnsServers: ["10.1.0.2"],
    dnsSearchDomains: ["internal"],
    mountPoints: [
      { volume: "host", containerPath: "/host" },
      { volume: "efs", containerPath: "/efs" },
      { volume: "docker", containerPath: "/docker" },
    ],
    capabilities: { add: ["SYS_PTRACE"], drop: ["MKNOD"] },
    dockerSecurityOptions: ["no-new-privileges"],
    sharedMemoryMiB: 64,
    devices: [{ hostPath: "/dev/fuse", containerPath: "/dev/fuse", permissions: ["read"] }],
    ulimits: { nofile: { soft: 1024, hard: 2048 } },
    systemControls: { "net.core.somaxconn": "1024" },
    dockerLabels: { team: "shop" },
    logging: { driver: "awsfirelens", options: { Name: "loki" } },
  }),
  container({
    name: "log",
    image: "fluent-bit:2.1",
    firelens: { type: "fluentbit", options: { "enable-ecs-log-metadata": "true" } },
  }),
  container({
    name: "plain",
    essential: false,
    logging: { driver: "awslogs", mode: "non-blocking", maxBufferMiB: 25 },
  }),
];

/** The same, of which one is essential. */
function batchOf(fixture: Fixture): readonly ContainerProps[] {
  return containersOf(fixture).map((one, index) => (index === 0 ? one : { ...one, essential: false }));
}

function containersOf({ repository }: Fixture): readonly ContainerProps[] {
  const image = { name: `${repository.url}:1`, repositoryArn: repository.arn };
  return [...CONTAINERS, container({ name: "own", image })];
}

const VOLUMES: Volumes = {
  host: { hostPath: "/srv" },
  efs: {
    efs: {
      fileSystemId: "fs-0123456789abcdef0",
      accessPointId: "fsap-0123456789abcdef0",
      rootDirectory: "/",
    },
  },
  docker: {
    docker: { scope: "shared", autoprovision: true, driver: "local", driverOptions: { type: "nfs" } },
  },
};

const STATEMENTS: readonly PolicyStatement[] = [
  {
    sid: "Some",
    effect: "Allow",
    actions: ["s3:GetObject"],
    resources: ["arn:aws:s3:::bucket/*"],
    conditions: { StringEquals: { "aws:SourceAccount": "123456789012", "aws:SourceVpc": ["vpc-1"] } },
  },
];

const OPEN_STATEMENTS: readonly PolicyStatement[] = [
  {
    ...STATEMENTS[0],
    actions: ["s3:GetObject"],
    principals: { AWS: "123456789012", Service: ["ecs.amazonaws.com"] },
  },
  { ...STATEMENTS[0], actions: ["s3:GetObject"], sid: "Other", principals: "*" },
];

const BATCH = ({ cluster, vpc, group }: Fixture) => ({
  cluster,
  vpc,
  name: "batch",
  family: "batch",
  logGroupName: "/ecs/batch",
  logRetentionDays: 30,
  logKmsKeyArn: KMS_KEY,
  taskRoleName: "subject-task",
  executionRoleName: "subject-start",
  networkMode: "bridge" as const,
  cpuArchitecture: "X86_64" as const,
  volumes: VOLUMES,
  capacityProviderStrategy: [{ group, weight: 1, base: 1 }],
});

const SERVICE = ({ cluster, vpc, namespace }: Fixture) => ({
  cluster,
  vpc,
  name: "subject",
  family: "subject",
  logGroupName: "/ecs/subject",
  logRetentionDays: 30,
  logKmsKeyArn: KMS_KEY,
  taskRoleName: "subject-task",
  executionRoleName: "subject-start",
  networkMode: "bridge" as const,
  cpuArchitecture: "X86_64" as const,
  volumes: VOLUMES,
  placementConstraints: [
    { memberOf: "attribute:ecs.instance-type == t3.small" },
    "distinctInstance" as const,
  ],
  serviceDiscovery: { namespace, name: "subject", ttlSeconds: 10, containerName: "app", containerPort: 8080 },
});

const TARGET = ({ alb }: Fixture) => ({
  alb,
  priority: 100,
  paths: ["/a"],
  hosts: ["a.example.com"],
  methods: ["GET"],
  healthCheck: {
    path: "/health",
    matcher: "200",
    intervalSeconds: 30,
    timeoutSeconds: 5,
    healthyThreshold: 2,
    unhealthyThreshold: 2,
  },
  deregistrationDelaySeconds: 30,
  slowStartSeconds: 30,
  stickiness: { durationSeconds: 60, cookieName: "session" },
  protocol: "HTTP" as const,
  protocolVersion: "HTTP1" as const,
  containerName: "app",
  containerPort: 8080,
});

const OTHER_TARGET = ({ alb }: Fixture) => ({
  alb,
  priority: 101,
  headers: { "x-team": ["shop"] },
  query: { version: ["2"] },
  sourceCidrs: ["10.0.0.0/8"],
  containerName: "app",
  containerPort: 8080,
});

/** All constructs that modules export. */
export const BASELINES: Readonly<Record<string, Baseline>> = {
  ServiceAlarms: baseline(ServiceAlarms)(({ service, topic }) => [{ service, topic }]),
  Alb: baseline(Alb)(({ vpc }) => [
    { vpc, name: "subject" },
    { vpc, name: "subject", allowedCidrs: ["10.0.0.0/8"], certificateArn: CERTIFICATE },
  ]),
  ExistingAlb: baseline(ExistingAlb)(({ alb: { securityGroup } }) => [
    { listenerArn: LISTENER, securityGroup, priorities: { from: 1000, to: 1999 } },
  ]),
  AlbLookup: baseline(AlbLookup)(() => [{ name: "main", port: 80, priorities: { from: 1, to: 9 } }]),
  TargetGroup: baseline(TargetGroup)(({ vpc }) => [
    { vpc, namePrefix: "subject", port: 8080, maxTargets: 2, healthCheck: {}, stickiness: {} },
  ]),
  ComposeProject: baseline(ComposeProject)(({ cluster, group }) => [
    {
      cluster,
      name: "login",
      file: composeFile(),
      environment: { A: "1" },
      profiles: ["debug"],
      capacityProviderStrategy: [{ group, weight: 1, base: 1 }],
    },
  ]),
  AliasRecord: baseline(AliasRecord)(({ alb }) => [
    {
      zoneId: "Z0123456789ABCDEFGHIJ",
      name: "www.example.com",
      target: { dnsName: alb.dnsName, dnsZoneId: alb.dnsZoneId },
    },
  ]),
  Certificate: baseline(Certificate)(() => [
    { zoneId: "Z0123456789ABCDEFGHIJ", domainName: "example.com", alternativeNames: ["www.example.com"] },
  ]),
  EcrRepository: baseline(EcrRepository)(() => [{ name: "shop/app", pullAccounts: ["123456789012"] }]),
  ExistingEcrRepository: baseline(ExistingEcrRepository)(() => [
    { repositoryArn: "arn:aws:ecr:eu-west-1:123456789012:repository/shop/web" },
  ]),
  EcsCluster: baseline(EcsCluster)(() => [
    {
      name: "subject",
      containerInsights: "enhanced",
      executeCommand: {
        logGroup: { name: "shells", retentionDays: 30, kmsKeyArn: KMS_KEY },
        bucket: { name: "audit", prefix: "shells", kmsKeyArn: KMS_KEY },
        kmsKeyArn: KMS_KEY,
      },
    },
  ]),
  ExistingCluster: baseline(ExistingCluster)(() => [
    { name: "subject", groups: ["default"] },
    { name: "subject", capacityProviders: [{ capacityProviderName: "on-demand" }] },
    { name: "subject", launchType: "EC2" },
    {
      name: "subject",
      groups: ["default"],
      executeCommand: {
        logGroupArn: "arn:aws:logs:eu-west-1:123456789012:log-group:shells",
        bucket: { name: "audit", prefix: "shells", kmsKeyArn: KMS_KEY },
        kmsKeyArn: KMS_KEY,
      },
    },
  ]),
  EcsEvents: baseline(EcsEvents)(({ cluster, topic }) => [{ cluster, topic, events: ["task-stopped"] }]),
  EcsInstances: baseline(EcsInstances)(({ emptyCluster: cluster, vpc }) => {
    const group = { cluster, vpc, name: "subject", instanceType: "t3.small", minSize: 2, maxSize: 3 };
    return [
      {
        ...group,
        desiredCapacity: 2,
        healthCheckElbs: [{ name: "classic" }],
        roleName: "subject-hosts",
        instanceMetadataHopLimit: 2,
        terminationPolicies: ["Default"],
        instanceRefresh: {},
        schedules: [
          {
            name: "night",
            recurrence: "0 20 * * *",
            timeZone: "Europe/Amsterdam",
            minSize: 0,
            maxSize: 1,
            desired: 0,
          },
        ],
        systemLogs: {},
        tags: { Team: "shop" },
        ecsConfig: { bucket: "shop-config", key: "ecs.config", kmsKeyArn: KMS_KEY },
        registryCredentials: { secret: { parameterArn: PARAMETER, kmsKeyArn: KMS_KEY }, type: "docker" },
        systemContainers: [
          {
            name: "agent",
            image: "agent:1",
            command: ["run", { instanceMetadata: "instance-id" }],
            environment: { A: "1", B: { instanceMetadata: "instance-id" } },
            secrets: {
              C: { parameterArn: PARAMETER, kmsKeyArn: KMS_KEY },
              D: { secretArn: SECRET, jsonKey: "k", kmsKeyArn: KMS_KEY },
            },
            secretFiles: {
              "/c": { parameterArn: PARAMETER, kmsKeyArn: KMS_KEY },
              "/d": { secretArn: SECRET, jsonKey: "k", kmsKeyArn: KMS_KEY },
            },
            volumes: [{ source: "/srv", target: "/srv" }],
            readyCommand: ["true"],
            permissions: OPEN_STATEMENTS,
            ports: [{ containerPort: 9000, hostPort: 9000, protocol: "tcp" }],
            openToVpc: [{ protocol: "tcp", from: 9000, to: 9000 }],
            network: "bridge",
            hostname: "agent",
            devices: ["/dev/kmsg"],
            memoryMiB: 64,
          },
          { name: "other", image: "agent:1", hostname: { instanceMetadata: "instance-id" } },
        ],
        userDataSteps: [{ name: "step", script: "true", packages: ["jq"], permissions: OPEN_STATEMENTS }],
        loggingDrivers: ["fluentd"],
        instanceAttributes: { disk: "fast" },
        agentConfig: { ECS_LOGLEVEL: "info" },
      },
      { ...group, spot: { instanceTypes: ["t3a.small"] } },
      {
        ...group,
        ami: "ami-0123456789abcdef0",
        architecture: "x86_64",
        registryCredentials: { secret: { secretArn: SECRET, jsonKey: "k", kmsKeyArn: KMS_KEY } },
        scaling: {
          metric: "utilization",
          cpu: { addAtPercent: 90, removeBelowPercent: 40 },
          memory: { addAtPercent: 90, removeBelowPercent: 40 },
          periodSeconds: 300,
          periods: 2,
          cooldownSeconds: 300,
        },
      },
    ];
  }),
  EcsTaskRole: baseline(EcsTaskRole)(() => [{ namePrefix: "subject", parameterPrefix: "/shop" }]),
  DaemonService: baseline(DaemonService)((fixture) => {
    const service = { ...SERVICE(fixture), containers: containersOf(fixture) };
    return [service, { ...service, placementConstraints: ["distinctInstance"] }];
  }),
  EcsService: baseline(EcsService)((fixture) => {
    const service = { ...SERVICE(fixture), containers: containersOf(fixture) };
    const { elb, group } = fixture;
    return [
      {
        ...service,
        loadBalancer: TARGET(fixture),
        healthCheckGracePeriodSeconds: 60,
        scaling: {
          minTasks: 1,
          maxTasks: 3,
          schedules: [
            {
              name: "day",
              schedule: "cron(0 8 ? * MON-FRI *)",
              timeZone: "Europe/Amsterdam",
              minTasks: 1,
              maxTasks: 2,
            },
          ],
        },
        capacityProviderStrategy: [{ group, weight: 1, base: 1 }],
        placementStrategies: [{ spread: "zone" }, { binpack: "memory" }, "random"],
        deploymentAlarms: ["broken"],
      },
      { ...service, loadBalancer: OTHER_TARGET(fixture), placementConstraints: ["distinctInstance"] },
      ...deploymentsOf(fixture).map((deployment) => ({
        ...service,
        loadBalancer: TARGET(fixture),
        deployment,
      })),
      { ...service, loadBalancers: { one: TARGET(fixture), other: OTHER_TARGET(fixture) } },
      {
        ...service,
        containers: [fixedPort()],
        loadBalancer: { elb, containerName: "app", containerPort: 8080 },
      },
      {
        ...service,
        containers: [fixedPort()],
        loadBalancers: onlyOne({ elb, containerName: "app", containerPort: 8080 }),
      },
      {
        ...service,
        scaling: {
          minTasks: 1,
          maxTasks: 3,
          customMetric: {
            namespace: "Shop",
            metricName: "Backlog",
            dimensions: { Queue: "orders" },
            statistic: "Average",
            target: 10,
          },
        },
      },
      {
        ...service,
        scaling: {
          minTasks: 1,
          maxTasks: 3,
          steps: {
            cpu: { addAtPercent: 80, removeBelowPercent: 10 },
            memory: { addAtPercent: 80, removeBelowPercent: 10 },
            periodSeconds: 120,
          },
        },
      },
    ];
  }),
  ImageVersion: baseline(ImageVersion)(() => [{ service: "app", default: "v1" }]),
  Elb: baseline(Elb)(({ vpc }) => [
    { vpc, name: "subject", instancePort: 8080, allowedCidrs: ["10.0.0.0/8"], healthCheck: {} },
    { vpc, name: "subject", instancePort: 8080, certificateArn: CERTIFICATE },
  ]),
  IamRole: baseline(IamRole)(() => [
    {
      namePrefix: "subject",
      description: "Subject",
      assumedBy: "ecs-tasks.amazonaws.com",
      path: "/ecs/",
      assumeConditions: { StringEquals: { "aws:SourceAccount": "123456789012", "aws:SourceVpc": ["vpc-1"] } },
    },
    {
      namePrefix: "subject",
      description: "Subject",
      assumedBy: { oidcProviderArn: "arn:aws:iam::123456789012:oidc-provider/gitlab.com" },
    },
  ]),
  LogBucket: baseline(LogBucket)(() => [{ namePrefix: "subject" }]),
  ExistingDatabase: baseline(ExistingDatabase)(({ cluster, alb: { securityGroup } }) => [
    {
      address: "main.abcdefghijkl.eu-west-1.rds.amazonaws.com",
      port: 5432,
      engine: "postgres",
      databaseName: "shop",
      secretArn: SECRET,
      secretKmsKeyArn: KMS_KEY,
      securityGroup,
      cluster,
    },
  ]),
  Database: baseline(Database)(({ cluster, vpc }) => [
    {
      cluster,
      vpc,
      name: "subject",
      engine: "postgres",
      engineVersion: "16.4",
      logExports: ["postgresql"],
      instanceClass: "db.t4g.micro",
      allocatedStorageGiB: 20,
      maxAllocatedStorageGiB: 100,
      backupWindow: "03:00-04:00",
      maintenanceWindow: "sun:05:00-sun:06:00",
    },
  ]),
  DatabaseUsers: baseline(DatabaseUsers)((fixture) => [
    {
      cluster: fixture.cluster,
      vpc: fixture.vpc,
      database: fixture.database,
      name: "database-users",
      users: ["orders"],
      networkMode: "awsvpc",
      capacityProviderStrategy: [{ group: fixture.group, base: 1, weight: 1 }],
      images: { cli: "example/cli:1", client: "example/client:1" },
    },
  ]),
  OneOffTask: baseline(OneOffTask)((fixture) => [{ ...BATCH(fixture), containers: batchOf(fixture) }]),
  ScheduledTask: baseline(ScheduledTask)((fixture) => [
    {
      ...BATCH(fixture),
      containers: batchOf(fixture),
      schedule: "rate(1 day)",
      topic: fixture.topic,
      kmsKeyArn: KMS_KEY,
    },
  ]),
  ExistingSecurityGroup: baseline(ExistingSecurityGroup)(() => [{ securityGroupId: "sg-0123456789abcdef0" }]),
  OutputsLookup: baseline(OutputsLookup)(() => [
    { state: { bucket: "states", key: "platform.tfstate", region: "eu-west-1" } },
    { parameterPath: "/platform" },
  ]),
  SharedOutputs: baseline(SharedOutputs)(({ alb }) => [
    { constructs: [alb], values: { url: alb.url, lists: ["a", "b"] }, parameterPath: "/platform" },
  ]),
  SecurityGroup: baseline(SecurityGroup)(({ vpc }) => [
    { vpc, namePrefix: "subject", description: "Subject" },
    { vpc: { vpcId: "vpc-0123456789abcdef0" }, namePrefix: "subject", description: "Subject" },
  ]),
  DiscoverableService: baseline(DiscoverableService)(({ namespace }) => [
    { namespace, name: "subject", recordType: "A" },
  ]),
  ExistingPrivateDnsNamespace: baseline(ExistingPrivateDnsNamespace)(() => [
    { namespaceId: "ns-0123456789abcdef", name: "acc.internal" },
  ]),
  PrivateDnsNamespace: baseline(PrivateDnsNamespace)(({ vpc }) => [{ vpc, name: "subject.internal" }]),
  ExistingSnsTopic: baseline(ExistingSnsTopic)(() => [
    { topicArn: "arn:aws:sns:eu-west-1:123456789012:alerts" },
  ]),
  SnsTopic: baseline(SnsTopic)(() => [
    {
      name: "subject",
      emails: ["ops@example.com"],
      httpsEndpoints: ["https://example.com/hook"],
      queueArns: ["arn:aws:sqs:eu-west-1:123456789012:queue"],
      accountPublishers: ["cloudwatch.amazonaws.com"],
    },
  ]),
  TopicQueue: baseline(TopicQueue)(({ topic }) => [{ name: "subject", topicArn: topic.arn }]),
  StateBucket: baseline(StateBucket)(() => [{ bucketName: "shop-state" }]),
  EcsDeployer: baseline(EcsDeployer)(({ cluster, service, task, repository }) => {
    const deployer = {
      cluster,
      services: [service],
      tasks: [task],
      repositories: [repository],
      state: { bucket: "shop-state", key: "terraform.tfstate" },
    };
    return [
      { ...deployer, github: { repository: "example/shop", environment: "acc" } },
      { ...deployer, github: { repository: "example/shop", branch: "main" } },
      { ...deployer, github: { repository: "example/shop", ownerId: "1", repositoryId: "2" } },
      { ...deployer, gitlab: { project: "example/shop" } },
      { ...deployer, userName: "deployer" },
    ];
  }),
  ExistingVpc: baseline(ExistingVpc)(() => [
    {
      vpcId: "vpc-0123456789abcdef0",
      cidrBlock: "10.1.0.0/16",
      publicSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
      privateSubnetIds: ["subnet-0123456789abcdef2", "subnet-0123456789abcdef3"],
    },
    {
      vpcId: "vpc-0123456789abcdef0",
      cidrBlock: "10.1.0.0/16",
      publicSubnetIds: { "eu-west-1a": "subnet-0123456789abcdef0", "eu-west-1b": "subnet-0123456789abcdef1" },
      privateSubnetIds: {
        "eu-west-1a": "subnet-0123456789abcdef2",
        "eu-west-1b": "subnet-0123456789abcdef3",
      },
    },
  ]),
  FlowLogs: baseline(FlowLogs)(({ vpc }) => [{ vpc, name: "subject" }]),
  Vpc: baseline(Vpc)(() => {
    const vpc = { name: "subject", cidrBlock: "10.2.0.0/16", zones: ["eu-west-1a", "eu-west-1b"] };
    return [
      {
        ...vpc,
        publicCidrs: ["10.2.0.0/24", "10.2.1.0/24"],
        privateCidrs: ["10.2.50.0/24", "10.2.51.0/24"],
        endpoints: ["s3", "logs"],
        endpointPolicies: { s3: OPEN_STATEMENTS },
        flowLogs: {},
      },
      { ...vpc, endpoints: "ecs" },
    ];
  }),
  VpcEndpoints: baseline(VpcEndpoints)(({ vpc }) => [
    {
      vpc,
      name: "subject",
      endpoints: ["s3", "logs"],
      routeTableIds: ["rtb-0"],
      policies: { s3: OPEN_STATEMENTS },
    },
    { vpc, name: "subject", endpoints: "ecs", routeTableIds: ["rtb-0"] },
  ]),
  VpcLookup: baseline(VpcLookup)(() => [
    {
      tags: { Name: "main" },
      zones: ["eu-west-1a", "eu-west-1b"],
      privateSubnetTags: { Tier: "private" },
      publicSubnetTags: { Tier: "public" },
    },
  ]),
};

const PARAMETER = "arn:aws:ssm:eu-west-1:123456789012:parameter/shop/key";
const SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop-AbCdEf";

function onlyOne<Target>(one: Target): Readonly<Record<string, Target>> {
  return { one };
}

function fixedPort(): ContainerProps {
  return container({ portMappings: [{ containerPort: 8080, hostPort: 8080 }] });
}

function composeFile(): string {
  const file = join(mkdtempSync(join(tmpdir(), "compose-")), "c.yml");
  writeFileSync(file, "services: { web: { image: 'web:1', mem_limit: 64m } }");
  return file;
}
