import type { Environment, ServiceSettings } from "../../../settings";
import { acc } from "../../support/environments";
import { type Block, parseJsonTemplate, refusalOf } from "../../support/synth";
import { synthesizeEnvironment } from "../../support/synthesize-environment";

const web: ServiceSettings = {
  repository: "example/web",
  containers: [{ memoryMiB: 64, portMappings: [{ containerPort: 3000 }] }],
};

function synthesize(settings: Partial<Environment>) {
  return synthesizeEnvironment({ ...acc, services: { web }, ...settings });
}

/** The containers of the only task definition. */
function containersOf(stack: ReturnType<typeof synthesize>): Block[] {
  return parseJsonTemplate(stack.only("aws_ecs_task_definition").container_definitions) as Block[];
}

describe("names in settings", () => {
  test("mean further balancers, and listeners of them", () => {
    const stack = synthesize({
      balancers: { public: { internetFacing: true, listeners: { admin: { port: 8443 } } } },
      services: { web: { ...web, loadBalancer: { alb: "public.admin", priority: 7 } } },
    });

    expect(stack.only("aws_lb")).toMatchObject({ name: "acc-public", internal: false });
    expect(stack.follow(stack.only("aws_lb_listener_rule").listener_arn)).toMatchObject({ port: 8443 });
    expect(stack.json.output).toMatchObject({
      web_frontend_url: { value: expect.stringMatching(/^http:\/\/.*:8443$/) as string },
    });
  });

  test("mean classic balancers", () => {
    const stack = synthesize({
      classicBalancers: { old: { instancePort: 3000 } },
      services: {
        web: {
          ...web,
          containers: [{ memoryMiB: 64, portMappings: [{ containerPort: 3000, hostPort: 3000 }] }],
          loadBalancer: { elb: "old" },
        },
      },
    });

    const [target] = stack.only("aws_ecs_service").load_balancer as Block[];
    expect(stack.follow(target?.elb_name)).toMatchObject({ name: "acc-old" });
  });

  test("mean groups of instances", () => {
    const group = { instanceType: "t3.small", minSize: 0, maxSize: 2 };
    const stack = synthesize({
      instances: { default: group, spot: { ...group, spot: {} } },
      services: { web: { ...web, capacityProviderStrategy: [{ group: "spot", base: 1 }] } },
    });
    const [strategy] = stack.only("aws_ecs_service").capacity_provider_strategy as Block[];

    expect(stack.list("aws_autoscaling_group").map(({ name }) => name)).toEqual(["acc-default", "acc-spot"]);
    expect(strategy).toMatchObject({ base: 1, weight: 1 });
    expect(stack.follow(strategy?.capacity_provider)).toMatchObject({ name: "acc-spot" });
  });

  test("mean databases, whose address and credentials a container gets", () => {
    const containers = [{ ...web.containers[0], database: { name: "main", variables: { host: "PGHOST" } } }];
    const stack = synthesize({
      databases: { main: { engine: "postgres", instanceClass: "db.t4g.micro" } },
      services: { web: { ...web, containers } },
    });
    const [container] = containersOf(stack) as {
      environment: { name: string }[];
      secrets: { name: string }[];
    }[];

    expect(stack.only("aws_db_instance")).toMatchObject({ identifier: "acc-main" });
    expect(container?.environment.map(({ name }) => name)).toEqual([
      "DB_NAME",
      "DB_PORT",
      "ENVIRONMENT",
      "PGHOST",
    ]);
    expect(container?.secrets.map(({ name }) => name)).toEqual(["DB_PWD", "DB_USER"]);
  });

  describe("of users of a database", () => {
    const withUsers = (users: readonly string[], database: string, more: Partial<Environment> = {}) =>
      synthesize({
        databases: { main: { engine: "postgres", instanceClass: "db.t4g.micro", users } },
        services: { web: { ...web, containers: [{ ...web.containers[0], database }] } },
        ...more,
      });

    test("mean the database and the credentials of the user, which a task of the environment makes", () => {
      const stack = withUsers(["orders", "search"], "main.orders");
      const definition = stack.list("aws_ecs_task_definition").find(({ family }) => family === "acc-web");
      const [container] = parseJsonTemplate(definition?.container_definitions) as Block[];

      expect(container).toMatchObject({
        environment: expect.arrayContaining([{ name: "DB_NAME", value: "orders" }]) as unknown[],
        secrets: [
          {
            name: "DB_PWD",
            valueFrom: expect.stringContaining("aws_secretsmanager_secret.users-main_orders") as string,
          },
          {
            name: "DB_USER",
            valueFrom: expect.stringContaining("aws_secretsmanager_secret.users-main_orders") as string,
          },
        ],
      });
      expect(stack.json.output).toHaveProperty("task_main-users");
    });

    test("mean them also where the task runs on a group of its own", () => {
      const group = { instanceType: "t3.small", minSize: 0, maxSize: 2 };
      const capacityProviderStrategy = [{ group: "spot" }];
      const stack = synthesize({
        instances: { default: group, spot: { ...group, spot: {} } },
        databases: {
          main: {
            engine: "postgres",
            instanceClass: "db.t4g.micro",
            users: ["orders"],
            usersTask: { capacityProviderStrategy },
          },
        },
        services: { web: { ...web, capacityProviderStrategy } },
      });

      expect((stack.json.output as Record<string, Block>)["task_main-users"]?.value).toMatchObject({
        capacityProviderStrategy: [
          { capacityProvider: expect.stringContaining("instances-spot") as string, weight: 1 },
        ],
      });
    });

    test("fails when there is no such user, and says the nearest one", () => {
      expect(refusalOf(() => withUsers(["orders"], "main.order"))).toBe(
        'acc: \'services.web.containers[0].database\' must be one of "main", "main.orders", got "main.order"; write "main.orders"',
      );
    });

    test("fails once when a user is refused", () => {
      expect(refusalOf(() => withUsers(["Orders"], "main.Orders"))).toBe(
        "acc/users-main: 'users[0]' must be 1 to 32 lowercase letters and digits, beginning with a letter, and not a name of the " +
          'database itself, got "Orders"; choose another name, e.g. that of the service',
      );
    });
  });

  test("mean secrets by where they are kept", () => {
    const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/token-AbCdEf";
    const secrets = { KEY: "/shop/key", TOKEN: arn, USER: { secretArn: arn, jsonKey: "user" } };
    const stack = synthesize({
      services: { web: { ...web, containers: [{ ...web.containers[0], secrets }] } },
    });

    expect(containersOf(stack)[0]?.secrets).toEqual([
      { name: "KEY", valueFrom: "/shop/key" },
      { name: "TOKEN", valueFrom: arn },
      { name: "USER", valueFrom: `${arn}:user::` },
    ]);
  });

  test("mean namespaces, task roles, log buckets and topics", () => {
    const stack = synthesize({
      namespaces: { internal: { name: "acc.internal" } },
      taskRoles: { reader: { parameterPrefix: "/shop" } },
      logBuckets: { access: {} },
      topics: { pager: {} },
      balancers: { default: { accessLogs: "access" } },
      services: {
        web: {
          ...web,
          serviceDiscovery: { namespace: "internal" },
          taskRole: "reader",
          alarms: { topic: "pager", cpuPercent: 80 },
        },
      },
    });
    const [alarm] = stack.list("aws_cloudwatch_metric_alarm");

    expect(stack.only("aws_service_discovery_service")).toMatchObject({ name: "web" });
    expect(stack.follow(stack.only("aws_ecs_task_definition").task_role_arn)).toMatchObject({
      name_prefix: "acc-reader-",
    });
    expect(stack.only("aws_lb").access_logs).toMatchObject({ enabled: true });
    expect(stack.follow((alarm?.alarm_actions as string[])[0])).toMatchObject({ name: "acc-pager" });
  });

  test("mean services that a service connects to, and the port of each", () => {
    const api = {
      ...web,
      containers: [{ memoryMiB: 64, portMappings: [{ containerPort: 9000, hostPort: 9000 }] }],
    };
    const stack = synthesize({ services: { web: { ...web, connectsTo: { api: {} } }, api } });

    expect(stack.list("aws_vpc_security_group_ingress_rule")).toContainEqual(
      expect.objectContaining({ from_port: 9000, description: "web to api" }),
    );
  });

  test("mean repositories: one that services share, or one of the service's own", () => {
    const stack = synthesize({
      repositories: { shared: { keepImages: 5 } },
      services: {
        web: { ...web, repository: { ecr: true } },
        api: { ...web, repository: { ecr: "shared" } },
      },
    });

    expect(stack.list("aws_ecr_repository").map(({ name }) => name)).toEqual(["acc/shared", "acc/web"]);
    expect(Object.keys(stack.json.output as Block)).toEqual(
      expect.arrayContaining(["web_repository", "api_repository"]),
    );
  });

  test.each<[string, Partial<Environment>, string]>([
    [
      "a balancer",
      { services: { web: { ...web, loadBalancer: { alb: "defualt", priority: 1 } } } },
      `'services.web.loadBalancer.alb' must be one of "default", got "defualt"; write "default"`,
    ],
    [
      "a group of instances",
      { services: { web: { ...web, capacityProviderStrategy: [{ group: "spot" }] } } },
      `'services.web.capacityProviderStrategy[0].group' must be one of "default", got "spot"; add it to 'instances'`,
    ],
    [
      "a database",
      { services: { web: { ...web, containers: [{ ...web.containers[0], database: "main" }] } } },
      `'services.web.containers[0].database' must be one of 'databases', of which there are none, got "main"; add it to 'databases'`,
    ],
    [
      "a topic",
      { services: { web: { ...web, alarms: { topic: "alert" } } } },
      `'services.web.alarms.topic' must be one of "alerts", got "alert"; write "alerts"`,
    ],
    [
      "a service that is connected to",
      { services: { web: { ...web, connectsTo: { api: {} } } } },
      `'services.web.connectsTo' must be one of "web", got "api"; add it to 'services'`,
    ],
  ])("fails when there is no such thing: %s", (_, settings, line) => {
    expect(refusalOf(() => synthesize(settings))).toBe(`acc: ${line}`);
  });

  test("fails when a balancer is refused, without a second line about the service behind it", () => {
    expect(
      refusalOf(() =>
        synthesize({
          balancers: { default: { idleTimeoutSeconds: 0 } },
          services: { web: { ...web, loadBalancer: { priority: 1 } } },
        }),
      ),
    ).toBe("acc/alb: 'idleTimeoutSeconds' must be an integer from 1 to 4000, got 0; close them after 60 s");
  });

  test("fails when a container has no image and its service no repository", () => {
    expect(refusalOf(() => synthesize({ services: { web: { containers: web.containers } } }))).toBe(
      "acc: 'services.web.containers[0].image' must be given, got nothing; or name the 'repository' of the service, for a task its 'service'",
    );
  });
});

describe("a balancer with a domain", () => {
  const domain = { zoneId: "Z0123456789ABCDEFGHIJ", domainName: "shop.example.com" };

  test("is public and answers there on HTTPS, by a certificate of its own", () => {
    const stack = synthesize({
      balancers: { default: { domain } },
      services: { web: { ...web, loadBalancer: { priority: 1 } } },
    });

    expect(stack.only("aws_lb")).toMatchObject({ name: "acc", internal: false });
    expect(stack.list("aws_lb_listener").map(({ port }) => port)).toEqual([443, 80]);
    expect(stack.list("aws_route53_record")).toContainEqual(
      expect.objectContaining({ name: "shop.example.com", type: "A" }),
    );
    expect(stack.json.output).toMatchObject({ web_frontend_url: { value: "https://shop.example.com" } });
  });

  test("fails when it has another certificate, too", () => {
    const certificateArn =
      "arn:aws:acm:eu-west-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef";

    expect(refusalOf(() => synthesize({ balancers: { default: { domain, certificateArn } } }))).toBe(
      `acc: 'balancers.default.certificateArn' must be left out with 'domain', got "${certificateArn}"; a certificate is made for the domain`,
    );
  });
});

describe("the alarms of a service", () => {
  test("are there unless they are switched off", () => {
    expect(synthesize({}).list("aws_cloudwatch_metric_alarm")).not.toEqual([]);
    expect(
      synthesize({ services: { web: { ...web, alarms: false } } }).list("aws_cloudwatch_metric_alarm"),
    ).toEqual([]);
  });
});
