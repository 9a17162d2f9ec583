import { Alb } from "../../modules/alb";
import type { EcsServiceProps } from "../../modules/ecs-service";
import { SecurityGroup } from "../../modules/security-group";
import { type Context, service, synthesizeContext } from "../support/service";
import { type Block, refusalOf } from "../support/synth";
import { container } from "../support/task";

/** A classic balancer that calls port 9090 of every instance. */
function classicBalancer({ stack, vpc }: Context) {
  const securityGroup = new SecurityGroup(stack, "elb", { vpc, namePrefix: "elb", description: "Classic" });
  return { name: "classic", securityGroup, instancePort: 9090 };
}

function behindClassic(props: Partial<EcsServiceProps> = {}) {
  return synthesizeContext((context) => {
    service(context, "orders", {
      containers: [container({ portMappings: [{ containerPort: 80, hostPort: 9090 }] })],
      loadBalancer: { elb: classicBalancer(context) },
      ...props,
    });
  });
}

describe("[S5.16] a service behind a classic balancer", () => {
  const stack = behindClassic();

  test("is registered by the balancer's name, with the container's port", () => {
    expect(stack.only("aws_ecs_service").load_balancer).toEqual([
      { elb_name: "classic", container_name: "app", container_port: 80 },
    ]);
    expect(stack.list("aws_lb_target_group")).toEqual([]);
  });

  test("is reached by the balancer alone, on the one host port", () => {
    expect(stack.list("aws_vpc_security_group_ingress_rule")).toEqual([
      expect.objectContaining({ from_port: 9090, to_port: 9090, ip_protocol: "tcp" }),
    ]);
    const [rule] = stack.list("aws_vpc_security_group_ingress_rule");
    expect(stack.follow(rule?.referenced_security_group_id).name_prefix).toBe("elb-");
  });

  test("[S1.5] is registered by ECS's service-linked role: no other is given", () => {
    expect(stack.only("aws_ecs_service")).not.toHaveProperty("iam_role");
  });

  test("fails when ECS picks the host port", () => {
    const containers = [container({ portMappings: [{ containerPort: 80 }] })];

    expect(refusalOf(() => behindClassic({ containers }))).toBe(
      "test/orders: 'loadBalancer' must lead to the fixed host port that the classic balancer calls (9090), " +
        "got 0; set 'hostPort: 9090' in the container's 'portMappings'",
    );
  });

  test("fails when tasks have addresses of their own", () => {
    const containers = [container({ portMappings: [{ containerPort: 9090 }] })];

    expect(refusalOf(() => behindClassic({ containers, networkMode: "awsvpc" }))).toBe(
      "test/orders: 'networkMode' must not be awsvpc behind a classic balancer, " +
        'got "awsvpc"; leave it out, or take an application balancer',
    );
  });

  test("fails when zones are to be balanced", () => {
    expect(refusalOf(() => behindClassic({ zoneRebalancing: true }))).toBe(
      "test/orders: 'zoneRebalancing' must be left out behind a classic balancer, " +
        "got true; take an application balancer",
    );
  });

  test("fails when there is another load balancer", () => {
    expect(
      refusalOf(() =>
        synthesizeContext((context) => {
          const alb = new Alb(context.stack, "alb", { vpc: context.vpc, name: "main" });
          service(context, "orders", {
            containers: [container({ portMappings: [{ containerPort: 80, hostPort: 9090 }] })],
            loadBalancer: { elb: classicBalancer(context) },
            loadBalancers: { web: { alb, priority: 1 } },
          });
        }),
      ),
    ).toBe(
      "test/orders: 'loadBalancers' must be one only with a classic balancer, got 2; take application balancers",
    );
  });
});

describe("several load balancers of a service", () => {
  const stack = synthesizeContext((context) => {
    const alb = new Alb(context.stack, "alb", { vpc: context.vpc, name: "main" });
    service(context, "orders", {
      containers: [
        container({ portMappings: [{ containerPort: 8080 }, { containerPort: 9000, hostPort: 9000 }] }),
      ],
      loadBalancer: { alb, priority: 10, paths: ["/orders/*"] },
      loadBalancers: { admin: { alb, priority: 20, paths: ["/admin/*"], containerPort: 9000 } },
      healthCheckGracePeriodSeconds: 60,
    });
  });
  const orders = stack.only("aws_ecs_service");

  test("lead to a target group each", () => {
    const targets = orders.load_balancer as Block[];

    expect(targets.map(({ container_port }) => container_port)).toEqual([8080, 9000]);
    expect(targets.map(({ target_group_arn }) => stack.follow(target_group_arn).port)).toEqual([8080, 9000]);
  });

  test("exist, rules included, before the service is registered with them", () => {
    const dependencies = (orders.depends_on as string[]).map((address) => stack.follow(address));

    expect(dependencies).toEqual(expect.arrayContaining(stack.list("aws_lb_listener_rule")));
    expect(stack.list("aws_lb_listener_rule")).toHaveLength(2);
  });

  test("open the balancer's way to their own ports of the instances", () => {
    const ports = stack
      .list("aws_vpc_security_group_ingress_rule")
      .filter(({ referenced_security_group_id }) => referenced_security_group_id !== undefined)
      .map(({ from_port, to_port }) => [from_port, to_port]);

    expect(ports).toEqual([
      [32768, 61000],
      [9000, 9000],
    ]);
  });

  test("give a task time before their verdict counts", () => {
    expect(orders.health_check_grace_period_seconds).toBe(60);
  });
});

test("alarms roll a deployment back, whatever they are called", () => {
  const stack = synthesizeContext((context) =>
    service(context, "orders", { deploymentAlarms: ["orders-5xx", "%{ if true }"] }),
  );

  expect(stack.only("aws_ecs_service").alarms).toEqual({
    alarm_names: ["orders-5xx", "%%{ if true }"],
    enable: true,
    rollback: true,
  });
});

test.each(["Public", "1st", "a_b", "a".repeat(33)])("fails when a load balancer has the name %j", (key) => {
  expect(
    refusalOf(() =>
      synthesizeContext((context) => {
        const alb = new Alb(context.stack, "alb", { vpc: context.vpc, name: "main" });
        service(context, "orders", { loadBalancers: { [key]: { alb, priority: 1 } } });
      }),
    ),
  ).toBe(
    `test/orders: 'loadBalancers' must have names of at most 32 lowercase letters, digits and hyphens, beginning with a letter, got "${key}"; choose another name`,
  );
});

describe("the port that a load balancer leads to", () => {
  const withMappings = (...protocols: ("tcp" | "udp")[]) => {
    const portMappings = protocols.map((protocol) => ({ containerPort: 8080, protocol }));
    return (context: Context) => {
      const alb = new Alb(context.stack, "alb", { vpc: context.vpc, name: "main" });
      const containers = [container({ portMappings })];
      service(context, "orders", { containers, loadBalancer: { alb, priority: 1 } });
    };
  };

  test("may be mapped for UDP as well", () => {
    expect(() => synthesizeContext(withMappings("udp", "tcp"))).not.toThrow();
  });

  test("fails when it is mapped for UDP only", () => {
    expect(refusalOf(() => synthesizeContext(withMappings("udp")))).toBe(
      "test/orders: 'loadBalancer' must lead to a port that a container maps for TCP, got 8080; balancers speak TCP: leave 'protocol' out of the port mapping",
    );
  });
});

test("fails when a load balancer leads to a port that no container maps", () => {
  expect(
    refusalOf(() =>
      synthesizeContext((context) => {
        const alb = new Alb(context.stack, "alb", { vpc: context.vpc, name: "main" });
        service(context, "orders", { loadBalancers: { web: { alb, priority: 1, containerPort: 81 } } });
      }),
    ),
  ).toBe(
    "test/orders: 'loadBalancers.web' must lead to a port that one of the containers maps, " +
      "got {\"containerPort\":81}; add it to the container's 'portMappings'",
  );
});

describe("the number of load balancers", () => {
  const withTargets = (count: number) =>
    synthesizeContext((context) => {
      const alb = new Alb(context.stack, "alb", { vpc: context.vpc, name: "main" });
      const targets = Array.from({ length: count }, (_, index) => {
        return [`t${index}`, { alb, priority: index + 1, paths: [`/${index}`] }] as const;
      });
      service(context, "orders", { loadBalancers: Object.fromEntries(targets) });
    });

  test("may be five", () => {
    expect(withTargets(5).only("aws_ecs_service").load_balancer).toHaveLength(5);
  });

  test("fails when it is six", () => {
    expect(refusalOf(() => withTargets(6))).toBe(
      "test/orders: 'loadBalancers' must be at most 5, got 6; give one listener rule several paths or hosts",
    );
  });
});
