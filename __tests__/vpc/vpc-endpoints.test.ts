import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { EcsCluster } from "../../modules/ecs-cluster";
import { EcsInstances } from "../../modules/ecs-instances";
import { type Endpoints, ExistingVpc, Vpc, VpcEndpoints, type VpcProps } from "../../modules/vpc";
import { refusal, synthesize, synthesizeStack } from "../support/synth";

function addVpc(stack: TerraformStack, props: Partial<VpcProps> = {}): Vpc {
  return new Vpc(stack, "vpc", {
    name: "main",
    cidrBlock: "10.1.0.0/16",
    zones: ["eu-west-1a", "eu-west-1b"],
    ...props,
  });
}

function addInstances(stack: TerraformStack, vpc: Vpc): void {
  const cluster = new EcsCluster(stack, "cluster", { name: "main" });
  new EcsInstances(stack, "instances", { cluster, vpc, instanceType: "t3.small", minSize: 2, maxSize: 3 });
}

/** The services of all endpoints of one type, sorted. */
function services(endpoints: readonly Record<string, unknown>[], type: string): string[] {
  return endpoints
    .filter(({ vpc_endpoint_type }) => vpc_endpoint_type === type)
    .map(({ service_name }) => String(service_name))
    .sort();
}

describe("a VPC without NAT", () => {
  const stack = synthesize((scope) => {
    addInstances(scope, addVpc(scope, { nat: "none", endpoints: "ecs" }));
  });
  const endpoints = stack.resources("aws_vpc_endpoint");

  test("has an endpoint for every service that instances of a cluster call", () => {
    expect(services(Object.values(endpoints), "Interface")).toEqual([
      "com.amazonaws.eu-west-1.autoscaling",
      "com.amazonaws.eu-west-1.ec2messages",
      "com.amazonaws.eu-west-1.ecr.api",
      "com.amazonaws.eu-west-1.ecr.dkr",
      "com.amazonaws.eu-west-1.ecs",
      "com.amazonaws.eu-west-1.ecs-agent",
      "com.amazonaws.eu-west-1.ecs-telemetry",
      "com.amazonaws.eu-west-1.logs",
      "com.amazonaws.eu-west-1.monitoring",
      "com.amazonaws.eu-west-1.secretsmanager",
      "com.amazonaws.eu-west-1.ssm",
      "com.amazonaws.eu-west-1.ssmmessages",
    ]);
    expect(services(Object.values(endpoints), "Gateway")).toEqual(["com.amazonaws.eu-west-1.s3"]);
  });

  test("makes no NAT gateway and no address", () => {
    expect(stack.resources("aws_nat_gateway")).toEqual({});
    expect(stack.resources("aws_eip")).toEqual({});
  });

  test("[S5.23] starts no instance before every endpoint exists", () => {
    const addresses = Object.keys(endpoints).map((id) => `aws_vpc_endpoint.${id}`);
    expect(stack.only("aws_autoscaling_group").depends_on).toEqual(expect.arrayContaining(addresses));
  });

  test("lets its own range reach the endpoints on port 443, and nobody else", () => {
    const rules = Object.values(stack.resources("aws_vpc_security_group_ingress_rule"));
    expect(rules).toEqual([
      expect.objectContaining({
        cidr_ipv4: "10.1.0.0/16",
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
        security_group_id: expect.stringContaining("vpc_endpoints_security-group") as string,
      }),
    ]);
  });

  test("has endpoints in all private subnets, under the services' usual names", () => {
    for (const endpoint of Object.values(endpoints)) {
      if (endpoint.vpc_endpoint_type === "Interface") {
        expect(endpoint.private_dns_enabled).toBe(true);
        expect(endpoint.subnet_ids).toEqual([
          expect.stringContaining("private-eu-west-1a"),
          expect.stringContaining("private-eu-west-1b"),
        ]);
      } else {
        expect(endpoint.route_table_ids).toEqual([
          expect.stringContaining("private-eu-west-1a"),
          expect.stringContaining("private-eu-west-1b"),
        ]);
      }
    }
  });

  test("lets no instances reach ECS through endpoints that do not suffice", () => {
    synthesize((scope) => {
      expect(
        addVpc(scope, { nat: "none", endpoints: ["s3", "logs"] }).internetConnectivityEstablished,
      ).toBeUndefined();
    });
  });
});

describe("endpoints beside NAT", () => {
  test("are waited for like the routes", () => {
    synthesize((scope) => {
      const vpc = addVpc(scope, { nat: "single", endpoints: ["dynamodb"] });
      expect(vpc.internetConnectivityEstablished).toHaveLength(6);
    });
  });

  test("make no security group when all of them are gateways", () => {
    const stack = synthesize((scope) => {
      addVpc(scope, { endpoints: ["s3", "dynamodb"] });
    });
    expect(stack.resources("aws_security_group")).toEqual({});
  });
});

describe("the S3 gateway endpoint", () => {
  test("is there by default, in the private route tables", () => {
    const stack = synthesize((scope) => addVpc(scope));
    const { route_table_ids, ...endpoint } = stack.only("aws_vpc_endpoint");
    expect(endpoint).toMatchObject({
      service_name: "com.amazonaws.eu-west-1.s3",
      vpc_endpoint_type: "Gateway",
    });
    expect(route_table_ids).toEqual([
      expect.stringContaining("private-eu-west-1a"),
      expect.stringContaining("private-eu-west-1b"),
    ]);
  });

  test("has the address that it has among other endpoints", () => {
    const [one, other] = [addVpc, (scope: TerraformStack) => addVpc(scope, { endpoints: ["s3"] })].map(
      (build) => Object.keys(synthesize((scope) => build(scope)).resources("aws_vpc_endpoint")),
    );
    expect(one).toEqual(other);
  });

  test("can be switched off", () => {
    const stack = synthesize((scope) => addVpc(scope, { s3GatewayEndpoint: false }));
    expect(stack.resources("aws_vpc_endpoint")).toEqual({});
  });
});

describe("the policy of an endpoint", () => {
  test("is about everybody, and that of its service only", () => {
    const s3 = [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::images/*"] }];
    const stack = synthesize((scope) => addVpc(scope, { endpoints: ["logs"], endpointPolicies: { s3 } }));
    const policies = stack.list("aws_vpc_endpoint").map(({ service_name, policy }) => [service_name, policy]);
    const text = String(policies.find(([service]) => service === "com.amazonaws.eu-west-1.s3")?.[1]);
    expect(JSON.parse(text)).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: "*", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::images/*"] },
      ],
    });
    expect(policies).toContainEqual(["com.amazonaws.eu-west-1.logs", undefined]);
  });
});

test("endpoints in China have the names that AWS gave them there", () => {
  const stack = new TerraformStack(new App(), "test");
  new AwsProvider(stack, "aws", { region: "cn-north-1" });
  addVpc(stack, { zones: ["cn-north-1a", "cn-north-1b"], endpoints: ["ecs", "ecr.api", "s3"] });
  const names = synthesizeStack(stack)
    .list("aws_vpc_endpoint")
    .map(({ service_name }) => service_name);
  expect(names).toEqual([
    "com.amazonaws.cn-north-1.s3",
    "com.amazonaws.cn-north-1.ecs",
    "cn.com.amazonaws.cn-north-1.ecr.api",
  ]);
});

describe("endpoints fail when", () => {
  const existing = (stack: TerraformStack) =>
    new ExistingVpc(stack, "vpc", {
      vpcId: "vpc-0123456789abcdef0",
      cidrBlock: "10.1.0.0/16",
      privateSubnetIds: ["subnet-0a", "subnet-0b"],
    });

  test("a service is named twice", () => {
    expect(refusal((stack) => addVpc(stack, { endpoints: ["logs", "logs"] }))).toBe(
      "test/vpc: 'endpoints[1]' must be unique in 'endpoints', got \"logs\"; name each service once",
    );
  });

  test("none is named", () => {
    expect(refusal((stack) => addVpc(stack, { endpoints: [] }))).toBe(
      "test/vpc: 'endpoints' must list at least 1 service, got []; leave it out, or take \"ecs\" for all that instances call",
    );
  });

  test("they are a word other than ecs", () => {
    const all = "all";
    expect(refusal((stack) => addVpc(stack, { endpoints: all as Endpoints }))).toBe(
      `test/vpc: 'endpoints' must be one of "ecs", got "all"; else list the services`,
    );
  });

  test("a service is unknown", () => {
    const misspelt: readonly string[] = ["s4"];
    expect(refusal((stack) => addVpc(stack, { endpoints: misspelt as Endpoints }))).toBe(
      `test/vpc: 'endpoints[0]' must be one of "s3", "dynamodb", "autoscaling", "ec2", "ec2messages", "ecr.api",` +
        ` "ecr.dkr", "ecs", "ecs-agent", "ecs-telemetry", "events", "kms", "logs", "monitoring", "secretsmanager",` +
        ` "sns", "sqs", "ssm", "ssmmessages", "sts", got "s4"; take "ecs" for all that instances call`,
    );
  });

  test("S3 is wanted in an existing VPC whose route tables are not given", () => {
    expect(
      refusal((stack) => new VpcEndpoints(stack, "endpoints", { vpc: existing(stack), name: "main" })),
    ).toBe(
      "test/endpoints: 'routeTableIds' must name the route tables of the private subnets for s3, got [];" +
        " copy their ids from the VPC console: rtb-…",
    );
  });

  test("S3 is named, and switched off", () => {
    expect(refusal((stack) => addVpc(stack, { endpoints: "ecs", s3GatewayEndpoint: false }))).toBe(
      "test/vpc: 's3GatewayEndpoint' must not be false while 'endpoints' has s3, got false; leave it out",
    );
  });

  test("a service without an endpoint has a policy", () => {
    const endpointPolicies = { sqs: [{ actions: ["sqs:SendMessage"], resources: ["*"] }] };
    expect(refusal((stack) => addVpc(stack, { endpointPolicies }))).toBe(
      "test/vpc: 'endpointPolicies' must be of services that have an endpoint, got \"sqs\"; add the service to the endpoints, or take its policy out",
    );
  });
});
