import { type Answer, form, json, send, type SignedRequest } from "./support/signed-request";
import { describeWithMoto, StrictServer } from "./support/strict-server";

const ECS = "AmazonEC2ContainerServiceV20141113";
const EC2 = { Version: "2016-11-15" };
const ELB = { Version: "2015-12-01" };
const IAM = { Version: "2010-05-08" };
const RDS = { Version: "2014-10-31" };

/** What is wrong, the request, and the code and the message of the error with which AWS refuses it. */
const REFUSALS: readonly (readonly [string, SignedRequest, string])[] = [
  [
    "JSON: a required member is missing",
    json("ecs", `${ECS}.DescribeServices`, { cluster: "main" }),
    "InvalidParameterException: 1 validation error detected: Value null at 'services' failed to satisfy constraint: Member must not be null",
  ],
  [
    "JSON: a member is unknown, however deep",
    json("ecs", `${ECS}.CreateCluster`, { clusterName: "main", settings: [{ nmae: "containerInsights" }] }),
    "SerializationException: Unknown member 'settings.1.member.nmae'.",
  ],
  [
    "JSON: a value is in no enumeration",
    json("ecs", `${ECS}.CreateCluster`, { settings: [{ name: "insights", value: "enabled" }] }),
    "InvalidParameterException: 1 validation error detected: Value 'insights' at 'settings.1.member.name' failed to satisfy constraint: Member must satisfy enum value set: [containerInsights]",
  ],
  [
    "JSON: a number is a text",
    json("ecs", `${ECS}.UpdateService`, { service: "app", desiredCount: "2" }),
    "SerializationException: '2' at 'desiredCount' can not be converted to an integer.",
  ],
  [
    "JSON: the body is cut off",
    { ...json("ecs", `${ECS}.CreateCluster`, {}), body: '{"clusterName": "ma' },
    "SerializationException: The request's body could not be parsed.",
  ],
  [
    "JSON: a text is too long, and another has characters that its pattern does not allow",
    json("events", "AWSEvents.PutRule", { Name: "my rule", Description: "x".repeat(513) }),
    `ValidationException: 2 validation errors detected: Value 'my rule' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+; Value '${"x".repeat(513)}' at 'description' failed to satisfy constraint: Member must have length less than or equal to 512`,
  ],
  [
    "JSON: a pattern of Java's is violated by a character beyond ASCII",
    json("ecs", `${ECS}.CreateCluster`, { clusterName: "a", tags: [{ key: "owner", value: "→" }] }),
    "InvalidParameterException: 1 validation error detected: Value '→' at 'tags.1.member.value' failed to satisfy constraint: Member must satisfy regular expression pattern: ([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)",
  ],
  [
    "JSON: there are too many elements",
    json("ecs", `${ECS}.CreateCluster`, {
      tags: Array.from({ length: 51 }, (_, index) => ({ key: `k${index}`, value: "v" })),
    }),
    expect.stringMatching(
      /^InvalidParameterException: 1 validation error detected: Value '\[.*\]' at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50$/,
    ),
  ],
  [
    "JSON: an operation is unknown",
    json("ecs", `${ECS}.CreateClusters`, {}),
    "UnknownOperationException: The operation CreateClusters is not known.",
  ],
  [
    "query: a number is out of range",
    form("iam", {
      ...IAM,
      Action: "CreateRole",
      RoleName: "a",
      AssumeRolePolicyDocument: "{}",
      MaxSessionDuration: "60",
    }),
    "ValidationError: 1 validation error detected: Value '60' at 'maxSessionDuration' failed to satisfy constraint: Member must have value greater than or equal to 3600",
  ],
  [
    "query: a member is unknown",
    form("elasticloadbalancing", {
      ...ELB,
      Action: "CreateTargetGroup",
      Name: "a",
      "Tags.member.1.Kye": "b",
    }),
    "MalformedInput: Unknown member 'tags.1.member.kye'.",
  ],
  [
    "query: a number is none",
    form("elasticloadbalancing", { ...ELB, Action: "CreateTargetGroup", Name: "a", Port: "http" }),
    "MalformedInput: 'http' at 'port' can not be converted to an integer.",
  ],
  [
    "query: an action is unknown",
    form("iam", { ...IAM, Action: "MakeRole" }),
    "InvalidAction: The action MakeRole is not valid for this web service.",
  ],
  [
    "query of RDS: a required parameter is missing",
    form("rds", { ...RDS, Action: "CreateDBInstance", DBInstanceIdentifier: "a", Engine: "mysql" }),
    "MissingParameter: The request must contain the parameter DBInstanceClass.",
  ],
  [
    "EC2: a required parameter is missing",
    form("ec2", { ...EC2, Action: "CreateSubnet", CidrBlock: "10.0.0.0/24" }),
    "MissingParameter: The request must contain the parameter VpcId",
  ],
  [
    "EC2: a parameter is unknown",
    form("ec2", { ...EC2, Action: "CreateVpc", CidrBlok: "10.0.0.0/16" }),
    "UnknownParameter: The parameter CidrBlok is not recognized",
  ],
  [
    "EC2: an instance type is unknown",
    form("ec2", {
      ...EC2,
      Action: "CreateLaunchTemplate",
      LaunchTemplateName: "web",
      "LaunchTemplateData.InstanceType": "t9.micro",
    }),
    expect.stringMatching(
      /^InvalidParameterValue: Value \(t9\.micro\) for parameter LaunchTemplateData\.InstanceType is invalid\. Member must satisfy enum value set: \[/,
    ),
  ],
  [
    "REST with JSON: a name in the URI has characters that its pattern does not allow",
    {
      service: "scheduler",
      path: "/schedules/my%20schedule",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        ScheduleExpression: "rate(1 hour)",
        FlexibleTimeWindow: { Mode: "OFF" },
        Target: { Arn: "arn:aws:sns:eu-west-1:123456789012:a", RoleArn: "arn:aws:iam::123456789012:role/a" },
      }),
    },
    "ValidationException: 1 validation error detected: Value 'my schedule' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$",
  ],
  [
    "REST with JSON: a value is in no enumeration",
    {
      service: "elasticfilesystem",
      path: "/2015-02-01/file-systems",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ CreationToken: "a", PerformanceMode: "fast" }),
    },
    "ValidationException: 1 validation error detected: Value 'fast' at 'performanceMode' failed to satisfy constraint: Member must satisfy enum value set: [generalPurpose, maxIO]",
  ],
  [
    "REST with XML: an element is unknown",
    {
      service: "s3",
      method: "PUT",
      path: "/bucket?versioning",
      body: "<VersioningConfiguration><State>Enabled</State></VersioningConfiguration>",
    },
    "MalformedXML: Unknown member 'versioningConfiguration.state'.",
  ],
  [
    "REST with XML: a header is in no enumeration",
    { service: "s3", method: "PUT", path: "/bucket/key", headers: { "x-amz-storage-class": "COLD" } },
    expect.stringMatching(
      /^InvalidArgument: 1 validation error detected: Value 'COLD' at 'storageClass' failed to satisfy constraint: Member must satisfy enum value set: \[STANDARD, /,
    ),
  ],
  [
    "REST with XML of Route 53: a required element is missing",
    {
      service: "route53",
      path: "/2013-04-01/hostedzone",
      body: "<CreateHostedZoneRequest><Name>example.com</Name></CreateHostedZoneRequest>",
    },
    "InvalidInput: 1 validation error detected: Value null at 'callerReference' failed to satisfy constraint: Member must not be null",
  ],
];

/** Requests that are right, one of each protocol; what they ask for need not be there. */
const ACCEPTED: readonly (readonly [string, SignedRequest])[] = [
  [
    "JSON",
    json("ecs", `${ECS}.CreateCluster`, { clusterName: "a", tags: [{ key: "Eigentümer", value: "ü 1" }] }),
  ],
  [
    "query",
    form("elasticloadbalancing", {
      ...ELB,
      Action: "CreateTargetGroup",
      Name: "a",
      TargetType: "lambda",
      "Tags.member.1.Key": "k",
      "Tags.member.1.Value": "v",
    }),
  ],
  [
    "EC2",
    form("ec2", {
      ...EC2,
      Action: "CreateVpc",
      CidrBlock: "10.0.0.0/16",
      "TagSpecification.1.ResourceType": "vpc",
      "TagSpecification.1.Tag.1.Key": "k",
      "TagSpecification.1.Tag.1.Value": "v",
    }),
  ],
  [
    "REST with JSON",
    {
      service: "elasticfilesystem",
      path: "/2015-02-01/file-systems",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ CreationToken: "a", Tags: [{ Key: "k", Value: "v" }] }),
    },
  ],
  [
    "REST with XML",
    {
      service: "s3",
      method: "PUT",
      path: "/bucket-of-the-model-judge",
      body: "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>",
    },
  ],
];

describeWithMoto("the local AWS holds requests against the models of AWS's services and", (python) => {
  let server: StrictServer;

  beforeAll(async () => {
    server = await StrictServer.start(python);
  });

  afterAll(() => server.stop());

  test.each(REFUSALS)("fails when %s", async (_, request, error) => {
    const answer = await send(server.endpoint, request);

    expect(answer).toEqual<Answer>({ status: 400, error });
  });

  test.each(ACCEPTED)("lets through what is right: %s", async (_, request) => {
    const answer = await send(server.endpoint, request);

    expect(answer).toEqual({ status: expect.any(Number) as number });
  });

  test("lets through what it does not judge: other services, and requests without a signature", async () => {
    const unsigned = await fetch(`${server.endpoint}/bucket-without-signature`, { method: "PUT" });
    const other = await send(
      server.endpoint,
      json("dynamodb", "DynamoDB_20120810.ListTables", { Unknown: 1 }),
    );

    expect([unsigned.status, other]).toEqual([200, { status: 200 }]);
  });
});
