import { App } from "cdktf";
import type { Environment, ServiceSettings } from "../../settings";
import { EcsStack } from "../../stacks";
import { acc, prod } from "../support/environments";
import {
  type Block,
  parseJsonTemplate,
  refusalOf,
  type SynthesizedStack,
  synthesizeStack,
} from "../support/synth";
import { synthesizeEnvironment } from "../support/synthesize-environment";

const stack = synthesizeEnvironment(acc);
const app = serviceOf(acc);
const web: ServiceSettings = {
  repository: "example/web",
  containers: [{ memoryMiB: 64, portMappings: [{ containerPort: 3000, hostPort: 3000 }] }],
  loadBalancer: { priority: 50, paths: ["/web"] },
};

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
    const more = synthesizeEnvironment({ ...acc, services: { web, ...acc.services } });
    // It lists the alarms that may publish.
    const { aws_sns_topic_policy, ...others } = stack.json.resource as Block;
    expect(more.json.resource).toMatchObject(others);
    expect(aws_sns_topic_policy).toBeDefined();
    expect(Object.keys(more.json.variable as Block)).toEqual(["web_version", "app_version"]);
    expect(
      more.list("aws_lb_listener_rule").map(({ priority, condition }) => ({ priority, condition })),
    ).toEqual([
      { priority: 50, condition: [{ path_pattern: { values: ["/web"] } }] },
      { priority: 100, condition: [{ path_pattern: { values: ["/*"] } }] },
    ]);
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

  test("take Terraform from 1.10 on, and the major version of the provider that is tested", () => {
    expect(terraform).toMatchObject({
      required_version: ">= 1.10",
      required_providers: { aws: { source: "hashicorp/aws", version: "~> 5.100" } },
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

describe("the production environment", () => {
  const production = synthesizeEnvironment(prod);

  test("has a NAT gateway in each of its three zones", () => {
    expect(production.list("aws_nat_gateway")).toHaveLength(3);
    expect(production.list("aws_subnet")).toHaveLength(6);
  });

  test("places several tasks on an instance, on ports that ECS picks", () => {
    expect(production.only("aws_ecs_service")).toMatchObject({
      desired_count: prod.services.app?.desiredCount,
    });
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
    expect(new Set(shared)).toEqual(new Set(["nodejs-app", "inline", "ecs-agent-registered"]));
  });
});

describe("the tasks of an environment", () => {
  const tasks = {
    migrate: { service: "app", containers: [{ command: ["npm", "run", "migrate"], memoryMiB: 64 }] },
    report: {
      service: "app",
      containers: [{ command: ["report"], memoryMiB: 64 }],
      schedule: "rate(1 day)",
    },
  };
  const withTasks = synthesizeEnvironment({ ...acc, tasks });
  const definitionOf = (family: string) =>
    withTasks.list("aws_ecs_task_definition").find((definition) => definition.family === family);

  test("[S2.20] run another command in the image of a service, in its version", () => {
    const [service, migrate] = ["acc-nodejs-app", "acc-migrate"].map(
      (family) => parseJsonTemplate(definitionOf(family)?.container_definitions) as Block[],
    );

    expect(migrate).toMatchObject([
      {
        image: service?.[0]?.image,
        command: ["npm", "run", "migrate"],
        environment: [{ name: "ENVIRONMENT", value: "acc" }],
      },
    ]);
  });

  test("can be found by npm run task", () => {
    expect(withTasks.json.output).toMatchObject({
      task_migrate: { value: { container: "migrate" } },
      task_report: { value: { container: "report" } },
    });
  });

  test("are run by EventBridge if they have a schedule, and the topic is told of runs that it gives up", () => {
    expect(withTasks.only("aws_scheduler_schedule")).toMatchObject({
      name: "acc-report",
      schedule_expression: "rate(1 day)",
    });
    expect(withTasks.list("aws_cloudwatch_metric_alarm")).toContainEqual(
      expect.objectContaining({ alarm_name: "acc-report-not-started" }),
    );
  });

  test("fails when a task names a service that there is not", () => {
    const nightly = { ...tasks.report, service: "web" };

    expect(refusalOf(() => synthesizeEnvironment({ ...acc, tasks: { nightly } }))).toBe(
      `acc: 'tasks.nightly.service' must be one of "app", got "web"; add it to 'services'`,
    );
  });

  test("fails when a task names nearly a service", () => {
    const nightly = { ...tasks.report, service: "ap" };

    expect(refusalOf(() => synthesizeEnvironment({ ...acc, tasks: { nightly } }))).toBe(
      `acc: 'tasks.nightly.service' must be one of "app", got "ap"; write "app"`,
    );
  });

  test("fails when a task is of a service that is refused, with the lines of the service alone", () => {
    const services = { app: { ...app, repository: "Owner/App" } };

    expect(refusalOf(() => synthesizeEnvironment({ ...acc, services, tasks }))).toBe(
      `acc/app-version: 'repository' must have a name in lowercase letters, got "Owner/App"; write it like ghcr.io/example/shop`,
    );
  });
});

test("balancers and buckets of an environment with a long name are cut off, with a hash", () => {
  const stack = synthesizeEnvironment({
    ...acc,
    name: "acceptance-of-the-new-shop",
    services: {},
    balancers: { default: {}, public_web: {} },
    topics: { "messages-of-all-programs-that-nobody-else-is-told-of": { keepUndelivered: true } },
    logBuckets: { "of-all-balancers": {} },
  });

  expect(stack.list("aws_lb").map(({ name }) => name)).toEqual([
    "acceptance-of-the-new-shop",
    expect.stringMatching(/^acceptance-of-the-new-sho-[0-9a-f]{6}$/),
  ]);
  expect(stack.only("aws_s3_bucket").bucket_prefix).toMatch(/^acceptance-of-the-new-shop-of-[0-9a-f]{6}-$/);
  expect(stack.only("aws_sqs_queue").name).toMatch(
    /^acceptance-of-the-new-shop-messages-of-.*-[0-9a-f]{6}-undelivered$/,
  );
  expect(String(stack.only("aws_sqs_queue").name).length).toBe(80);
});

describe("the stack fails", () => {
  const refused = (environment: Partial<Environment>, version = "v1") =>
    refusalOf(() => synthesizeEnvironment({ ...acc, ...environment }, version)).split("\n");
  test("when a version is no legal tag", () => {
    expect(refused({}, "my tag")).toEqual([
      `acc/app-version: 'default' must be a legal image tag or a digest "sha256:" with 64 hexadecimal digits, got "my tag"; write it like v2 or 1.4.0`,
    ]);
  });

  test("when the repository of a service has a tag", () => {
    expect(refused({ services: { app: { ...app, repository: "a/b:v1" } } })).toEqual([
      `acc/app-version: 'repository' must have no tag, got "a/b:v1"; remove what begins with the last colon: the tag is the version`,
    ]);
  });

  test("when the environment itself is wrong, with a line for each setting", () => {
    expect(
      refused({
        name: "a_c",
        stateBucket: "My_Bucket",
        services: { web: { ...web, name: "1st" } },
      }),
    ).toEqual([
      `a_c: 'name' must be letters, digits and hyphens, beginning with a letter, got "a_c"; choose a short name like acc`,
      `a_c: 'stateBucket' must be 3 to 63 lowercase letters, digits, hyphens and dots, beginning and ending with a letter or digit, got "My_Bucket"; write it like shop-terraform-state`,
      `a_c: 'services.web.name' must be a name that begins with a letter, got "1st"; rename the service: outputs are named after it`,
    ]);
  });

  test.each(["", "mars-1", "EU-WEST-1"])("when the region is %j", (region) => {
    expect(refused({ region })).toEqual([
      `acc: 'region' must be the code of a region, got "${region}"; write it like eu-west-1`,
    ]);
  });

  test.each(["vpc", "alb", "alerts", "cluster", "instances", "events", "aws", "cluster_name"])(
    "when the key of a service is %s, which is the id of another construct",
    (key) => {
      expect(refused({ services: { [key]: app } })).toEqual([
        `acc: 'services.${key}' must have a key and a name that nothing else in the stack has, got "${key}"; choose another one`,
      ]);
    },
  );

  const plain: ServiceSettings = { containers: [{ image: "web:1", memoryMiB: 64 }] };
  const taken = (prop: string, id: string, hint = "choose another one") =>
    `acc: '${prop}' must have a key and a name that nothing else in the stack has, got "${id}"; ${hint}`;
  const clashing: [string, Partial<Environment>, string][] = [
    [
      "a service has the id of the alarms of a later one",
      { services: { "app-alarms": plain, app } },
      taken("services.app", "app-alarms"),
    ],
    [
      "a service has the id of an output of a later one",
      { services: { "nodejs-app_log_group": plain, app } },
      taken("services.app", "nodejs-app_log_group"),
    ],
    [
      "a service has the id of a daemon",
      { services: { "daemon-logs": plain }, daemons: { logs: plain } },
      taken("daemons.logs", "daemon-logs"),
    ],
    [
      "a service has the id of the output of a task",
      { services: { task_report: plain }, tasks: { report: plain } },
      taken("tasks.report", "task_report"),
    ],
    [
      "a service has the id of the deployer",
      { services: { deployer: plain }, deployer: {} },
      taken("deployer", "deployer", "give the service of that key another one"),
    ],
    [
      "a balancer has the id of the certificate of another one",
      {
        services: {},
        balancers: {
          "web-certificate": {},
          web: { domain: { zoneId: "Z1", domainName: "www.example.com" } },
        },
      },
      taken("balancers.web", "alb-web-certificate"),
    ],
    [
      "a listener has the id of another part of its balancer",
      { balancers: { default: { listeners: { "security-group": { port: 8080 } } } }, services: {} },
      "acc/alb: 'listeners' must have ids that nothing else in the balancer has, got \"security-group\"; choose another one",
    ],
    [
      "a service has a key that CDKTF leaves out",
      { services: { Default: plain } },
      taken("services.Default", "Default"),
    ],
    [
      "a key is empty",
      { services: {}, taskRoles: { "": { parameterPrefix: "acc" } } },
      "acc: 'taskRoles' must have keys of at most 64 letters, digits and . _ / -, that begin with a letter or digit, got \"\"; choose another key",
    ],
    [
      "a key has spaces",
      { balancers: { default: { listeners: { "my admin": { port: 8080 } } } }, services: {} },
      "acc: 'balancers.default.listeners' must have keys of at most 64 letters, digits and . _ / -, that begin with a letter or digit, got \"my admin\"; choose another key",
    ],
  ];
  test.each(clashing)("when %s", (_, environment, message) => {
    expect(refused(environment)).toEqual([message]);
  });

  test("when two services are wrong, with the lines of both, sorted by path", () => {
    const services = {
      web: { ...web, ...cpu(1.5) },
      app: { ...app, repository: "a:1" },
    };

    expect(refused({ services })).toEqual([
      expect.stringMatching(/^acc\/app-version: 'repository' must /),
      expect.stringMatching(/^acc\/web: 'containers\[0\]\.cpu' must /),
    ]);
  });

  test("when a service has five mistakes, with five lines", () => {
    const broken = {
      ...app,
      repository: "Owner/App",
      containers: [{ cpu: 1.5, memoryMiB: 1, portMappings: [{ containerPort: 0 }] }],
      scaling: { minTasks: 2, maxTasks: 1 },
    };

    expect(refused({ services: { app: broken } })).toEqual([
      "acc/app: 'containers[0].cpu' must be an integer from 0 to 196608, got 1.5; 1024 units are one vCPU",
      expect.stringMatching(/^acc\/app: 'containers\[0\]\.memoryMiB' must be /),
      "acc/app: 'containers[0].portMappings[0].containerPort' must be an integer from 1 to 65535, got 0; give the port that the container listens on",
      "acc/app: 'scaling.minTasks' must not be greater than 'maxTasks' (1), got 2; lower the minimum or raise the maximum",
      `acc/app-version: 'repository' must have a name in lowercase letters, got "Owner/App"; write it like ghcr.io/example/shop`,
    ]);
  });

  test("when a group of instances and a service are wrong, with the lines of both", () => {
    const instances = { default: { instanceType: "t2.micro", minSize: -1, maxSize: 3 } };
    const services = { app: { ...app, ...cpu(1.5) } };

    expect(refused({ instances, services })).toEqual([
      expect.stringMatching(/^acc\/app: '[^']*cpu' must /),
      expect.stringMatching(/^acc\/instances: 'minSize' must /),
    ]);
  });
});

test("the stack takes the accounts that may be deployed to", () => {
  const environment = acc;
  const accountId = "123456789012";
  const { json } = synthesizeStack(
    new EcsStack(new App(), "acc", { environment, versions: { app: "v1" }, accountId }),
  );

  expect(json.provider).toMatchObject({ aws: [{ allowed_account_ids: [accountId] }] });
});

test("the committed version is an output once its service is deployed, whatever version that runs", () => {
  const { json } = synthesizeEnvironment(acc, "v2", { app: "v1" });

  expect(json.output).toMatchObject({
    app_committed_version: {
      value: "v1",
      depends_on: [expect.stringMatching(/^aws_ecs_service\.app_service_/) as string],
    },
  });
});

test("a version that is not committed is no output", () => {
  expect(synthesizeEnvironment(acc, "v2", {}).json.output).not.toHaveProperty("app_committed_version");
});

function cpu(units: number): Pick<ServiceSettings, "containers"> {
  return { containers: [{ memoryMiB: 64, portMappings: [{ containerPort: 8080 }], cpu: units }] };
}

/** The only service of the default environment. */
function serviceOf({ services }: Environment): ServiceSettings {
  const [only] = Object.values(services);
  if (only === undefined) {
    throw new Error("expected a service");
  }
  return only;
}

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
