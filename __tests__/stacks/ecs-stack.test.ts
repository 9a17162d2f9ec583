import { App } from "cdktf";
import { type Environment, environments } from "../../environments";
import { acc } from "../../environments/acc";
import { EcsStack } from "../../stacks";
import {
  type Block,
  parseJsonTemplate,
  refusalOf,
  type SynthesizedStack,
  synthesizeStack,
} from "../support/synth";

function synthesizeEnvironment(environment: Environment, version = "v1"): SynthesizedStack {
  const versions = Object.fromEntries(Object.keys(environment.services).map((key) => [key, version]));
  return synthesizeStack(new EcsStack(new App(), environment.name, { environment, versions }));
}

const stack = synthesizeEnvironment(acc);

describe("the default environment as a whole", () => {
  test("is what was reviewed", () => {
    expect(withoutMetadata(stack.json)).toMatchSnapshot();
  });

  test("reads nothing: a plan of a new environment needs no account", () => {
    expect(stack.json).not.toHaveProperty("data");
  });

  test("lets nobody in from the internet, and no SSH or ICMP from anywhere", () => {
    const rules = stack.list("aws_vpc_security_group_ingress_rule");
    expect(
      rules.filter(({ cidr_ipv4, cidr_ipv6 }) => cidr_ipv4 === "0.0.0.0/0" || cidr_ipv6 === "::/0"),
    ).toEqual([]);
    const ports = rules.map(({ ip_protocol, from_port, to_port }) =>
      [ip_protocol, from_port, to_port].join(" "),
    );
    expect(ports.sort()).toEqual(["tcp 80 80", "tcp 8080 8080"]);
  });

  test("allows no action by wildcard", () => {
    const actions = policies(stack).flatMap(({ Statement }) =>
      Statement.filter(({ Effect }) => Effect === "Allow").flatMap(({ Action }) => Action),
    );
    expect(actions).toEqual(expect.arrayContaining(["ecs:Poll", "sns:Publish", "sts:AssumeRole"]));
    expect(actions.filter((action) => action.includes("*"))).toEqual([]);
  });

  test("keeps no log for ever", () => {
    const groups = stack.list("aws_cloudwatch_log_group");
    expect(groups).not.toEqual([]);
    expect(groups.filter(({ retention_in_days }) => !(Number(retention_in_days) > 0))).toEqual([]);
  });

  test("has one input variable for each service, whose default is the version of the context", () => {
    expect(Object.keys(stack.json.variable as Block)).toEqual(["app_version"]);
    expect(synthesizeEnvironment(acc, "v2").json.variable).toMatchObject({ app_version: { default: "v2" } });
  });

  test("has no address with a loop index, whose removal would rename the others", () => {
    const paths = JSON.stringify(stack.json).match(/"path":"acc\/[^"]*"/g) ?? [];
    expect(paths.length).toBeGreaterThan(40);
    expect(paths.filter((path) => /[/_-]\d["/]/.test(path))).toEqual([]);
  });

  test("changes nothing of what is there when a service is added before it", () => {
    const web = {
      ...acc.services.app,
      name: "web",
      containerPort: 3000,
      hostPort: 3000,
      priority: 50,
      paths: ["/web"],
    };
    const more = synthesizeEnvironment({ ...acc, services: { web, ...acc.services } } as Environment);
    expect(more.json.resource).toMatchObject(stack.json.resource as Block);
    expect(Object.keys(more.json.variable as Block)).toEqual(["web_version", "app_version"]);
  });
});

describe("the settings of Terraform", () => {
  const { terraform, provider } = stack.json as { terraform: Block; provider: Block };

  test("[S1.19] keep the state in the environment's bucket, encrypted and locked", () => {
    expect(terraform.backend).toEqual({
      s3: {
        bucket: "nodejs-app-terraform-state-acc",
        key: "ecs/acc/terraform.tfstate",
        region: "eu-west-1",
        encrypt: true,
        use_lockfile: true,
      },
    });
  });

  test("take a range of Terraform and provider versions", () => {
    expect(terraform).toMatchObject({
      required_version: ">= 1.10",
      required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" } },
    });
  });

  test("tag every resource once, in the provider", () => {
    expect(provider.aws).toEqual([
      {
        region: "eu-west-1",
        default_tags: [{ tags: { Environment: "acc", Project: "nodejs-app", ManagedBy: "terraform" } }],
      },
    ]);
  });
});

describe("the service nodejs-app", () => {
  test("[S1.2] runs on two to three t2.micro with the newest image, of which the newest goes first", () => {
    expect(stack.only("aws_autoscaling_group")).toMatchObject({
      min_size: 2,
      max_size: 3,
      health_check_grace_period: 60,
      default_cooldown: 300,
      termination_policies: ["NewestInstance", "Default"],
    });
    expect(stack.only("aws_launch_template")).toMatchObject({
      instance_type: "t2.micro",
      image_id: expect.stringMatching(/^resolve:ssm:.*\/recommended\/image_id$/) as string,
    });
  });

  test("[S1.3] runs on instances that carry the original's tags", () => {
    const tags = { Name: "ECS-ACC", Environment: "acc", Type: "ecs", Role: "host" };
    expect(stack.only("aws_launch_template").tag_specifications).toMatchObject([
      { resource_type: "instance", tags },
      { resource_type: "volume", tags },
    ]);
  });

  test("[S1.11] is one container with the original's settings", () => {
    const task = stack.only("aws_ecs_task_definition");
    expect(task).toMatchObject({ family: "nodejs-app", network_mode: "bridge" });
    expect(parseJsonTemplate(task.container_definitions)).toMatchObject([
      {
        name: "nodejs-app",
        image: expect.stringMatching(/^igoratencompass\/nodejs-app\$\{.*\}\$\{var\.app_version\}$/) as string,
        cpu: 1024,
        memory: 128,
        portMappings: [{ containerPort: 8080, hostPort: 8080, protocol: "tcp" }],
        environment: [{ name: "ENVIRONMENT", value: "acc" }],
        logConfiguration: { logDriver: "awslogs" },
      },
    ]);
  });

  test("[S1.12] is two tasks behind an internal balancer for the VPC only", () => {
    expect(stack.only("aws_ecs_service")).toMatchObject({
      desired_count: 2,
      deployment_minimum_healthy_percent: 50,
    });
    expect(stack.only("aws_appautoscaling_target")).toMatchObject({ min_capacity: 2, max_capacity: 10 });
    expect(stack.only("aws_lb")).toMatchObject({ internal: true });
    expect(stack.only("aws_lb_listener_rule")).toMatchObject({
      priority: 100,
      condition: [{ path_pattern: { values: ["/*"] } }],
    });
    expect(stack.only("aws_lb_target_group")).toMatchObject({
      health_check: {
        path: "/health",
        matcher: "200",
        interval: 30,
        timeout: 5,
        healthy_threshold: 2,
        unhealthy_threshold: 2,
      },
    });
    const fromRanges = stack.list("aws_vpc_security_group_ingress_rule").filter(({ cidr_ipv4 }) => cidr_ipv4);
    expect(fromRanges.map(({ cidr_ipv4 }) => cidr_ipv4)).toEqual(["10.1.0.0/16"]);
  });

  test("[S1.15] tells its subscribers of instances that come and go", () => {
    const topic = stack.only("aws_sns_topic");
    const { topic_arn, notifications } = stack.only("aws_autoscaling_notification");
    expect(stack.follow(topic_arn)).toBe(topic);
    expect(notifications).toHaveLength(4);
    expect(stack.follow(stack.only("aws_sns_topic_subscription").topic_arn)).toBe(topic);
    expect(stack.only("aws_sns_topic_subscription")).toMatchObject({
      protocol: "email",
      endpoint: "ops@example.com",
    });
  });

  test("[S1.16] has the original's outputs, and what an operator needs next", () => {
    const outputs = stack.json.output as Record<string, { value: string }>;
    expect(Object.keys(outputs).sort()).toEqual([
      "autoscaling_notification_sns_topic",
      "cluster_name",
      "nodejs-app_frontend_url",
      "nodejs-app_log_group",
      "nodejs-app_service_name",
    ]);
    const value = (name: string) => outputs[name]?.value ?? "";
    expect(stack.follow(value("autoscaling_notification_sns_topic"))).toBe(stack.only("aws_sns_topic"));
    expect(value("nodejs-app_frontend_url")).toMatch(/^http:\/\/\$\{aws_lb\.[\w-]+\.dns_name\}$/);
    expect(stack.follow(value("nodejs-app_log_group"))).toBe(stack.only("aws_cloudwatch_log_group"));
    expect(stack.follow(value("nodejs-app_service_name"))).toBe(stack.only("aws_ecs_service"));
    expect(value("cluster_name")).toBe("acc");
  });
});

describe("the production environment", () => {
  const { prod = acc } = environments;
  const production = synthesizeEnvironment(prod);

  test("has a NAT gateway in each of its three zones", () => {
    expect(production.list("aws_nat_gateway")).toHaveLength(3);
    expect(production.list("aws_subnet")).toHaveLength(6);
  });

  test("places several tasks on an instance, on ports that ECS picks", () => {
    expect(parseJsonTemplate(production.only("aws_ecs_task_definition").container_definitions)).toMatchObject(
      [{ portMappings: [{ containerPort: 8080, hostPort: 0 }] }],
    );
  });

  test("keeps its state and its names apart from those of the default environment", () => {
    expect(production.json.terraform).toMatchObject({
      backend: { s3: { bucket: "nodejs-app-terraform-state-prod", key: "ecs/prod/terraform.tfstate" } },
    });
    const names = (one: SynthesizedStack) =>
      one.types.flatMap((type) =>
        one.list(type).flatMap(({ name }) => (typeof name === "string" ? name : [])),
      );
    const shared = names(production).filter((name) => names(stack).includes(name));
    expect(new Set(shared)).toEqual(new Set(["nodejs-app", "inline"]));
  });
});

test("the stack fails when a version is no legal tag", () => {
  expect(refusalOf(() => synthesizeEnvironment(acc, "my tag"))).toBe(
    `acc/app-version: 'default' must be a legal image tag or a digest "sha256:" with 64 hexadecimal digits, got "my tag"; write it like v2 or 1.4.0`,
  );
});

/** Without CDKTF's notes, which repeat the path and the address. */
function withoutMetadata(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === "//" ? undefined : inner)));
}

interface Policy {
  readonly Statement: { readonly Effect: string; readonly Action: string[] }[];
}

/** All policies of a stack: of roles, who may assume them, and of topics. */
function policies(one: SynthesizedStack): Policy[] {
  return one.types
    .flatMap((type) => one.list(type))
    .flatMap(({ policy, assume_role_policy }) => [policy, assume_role_policy])
    .filter((text) => text !== undefined)
    .map((text) => parseJsonTemplate(text) as Policy);
}
