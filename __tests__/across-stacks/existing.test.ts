import { App, type TerraformStack } from "cdktf";
import { ServiceAlarms } from "../../modules/alarms";
import { AlbLookup, ExistingAlb, type IListener } from "../../modules/alb";
import { ExistingEcrRepository } from "../../modules/ecr";
import { ExistingCluster, type ExistingClusterProps } from "../../modules/ecs-cluster";
import { EcsService, type EcsServiceProps } from "../../modules/ecs-service";
import { ImageVersion } from "../../modules/ecs-task";
import { ExistingDatabase } from "../../modules/rds";
import { OneOffTask, ScheduledTask } from "../../modules/scheduled-task";
import { ExistingSecurityGroup, type ISecurityGroup } from "../../modules/security-group";
import { ExistingPrivateDnsNamespace } from "../../modules/service-discovery";
import { ExistingSnsTopic } from "../../modules/sns";
import { network } from "../support/context";
import { stackOf, synthesizeApp } from "../support/several-stacks";
import { refusal, refusalOf, synthesize } from "../support/synth";
import { container } from "../support/task";

const LISTENER =
  "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/main/0123456789abcdef/fedcba9876543210";
const INSTANCES = "sg-0123456789abcdef0";
const BALANCER = "sg-0fedcba9876543210";
const RULES = ["aws_vpc_security_group_egress_rule", "aws_vpc_security_group_ingress_rule"];

function groupOf(stack: TerraformStack, id: string, securityGroupId: string): ISecurityGroup {
  return new ExistingSecurityGroup(stack, id, { securityGroupId });
}

function listenerOf(stack: TerraformStack): ExistingAlb {
  const securityGroup = groupOf(stack, "balancer", BALANCER);
  return new ExistingAlb(stack, "alb", {
    listenerArn: LISTENER,
    securityGroup,
    priorities: { from: 10, to: 19 },
  });
}

function clusterOf(stack: TerraformStack, props: Partial<ExistingClusterProps> = {}): ExistingCluster {
  const securityGroup = groupOf(stack, "instances", INSTANCES);
  return new ExistingCluster(stack, "cluster", { name: "main", securityGroup, ...props });
}

/** A service behind an existing listener, on an existing cluster. */
function addService(
  stack: TerraformStack,
  alb: IListener,
  props: Partial<EcsServiceProps> = {},
  cluster: ExistingCluster = clusterOf(stack),
): EcsService {
  return new EcsService(stack, "orders", {
    cluster,
    vpc: props.vpc ?? network(stack),
    name: "orders",
    containers: [container({ portMappings: [{ containerPort: 8080 }] })],
    loadBalancer: { alb, priority: 10, paths: ["/orders"] },
    ...props,
  });
}

describe("an existing listener", () => {
  test("gets the rule of a service, whose alarms watch its balancer", () => {
    const stack = synthesize((scope) => {
      const service = addService(scope, listenerOf(scope));
      const topicArn = "arn:aws:sns:eu-west-1:123456789012:alerts";
      const topic = new ExistingSnsTopic(scope, "alerts", { topicArn });
      new ServiceAlarms(scope, "alarms", { service, topic });
    });

    expect(stack.only("aws_lb_listener_rule")).toMatchObject({ listener_arn: LISTENER, priority: 10 });
    const [healthy] = Object.entries(stack.resources("aws_cloudwatch_metric_alarm")).flatMap(([id, alarm]) =>
      id.startsWith("alarms_healthy") ? [alarm] : [],
    );
    expect(healthy).toMatchObject({
      alarm_actions: ["arn:aws:sns:eu-west-1:123456789012:alerts"],
      dimensions: { LoadBalancer: "app/main/0123456789abcdef" },
    });
    expect(stack.types).not.toContain("aws_sns_topic_policy");
  });

  test.each([9, 20])("fails when a rule has the priority %d, and its program 10 to 19", (priority) => {
    const message = refusal((stack) => {
      const alb = listenerOf(stack);
      addService(stack, alb, { loadBalancer: { alb, priority } });
    });

    expect(message).toBe(
      `test/orders: 'loadBalancer.priority' must be from 10 to 19, which the balancer's owner has given to this program, got ${priority}; choose one of these`,
    );
  });

  test("fails when the rules of two stacks of the program have the same priority", () => {
    const app = new App();
    const message = refusalOf(() => {
      for (const id of ["a", "b"]) {
        const stack = stackOf(app, id);
        addService(stack, listenerOf(stack));
      }
      synthesizeApp(app);
    });

    expect(message).toBe(
      "b/orders: 'loadBalancer.priority' must be unique in the listener, got 10; 'a/orders/target-group' has it: choose another priority",
    );
  });

  test("is found by the name of its balancer and its port", () => {
    const stack = synthesize((scope) => {
      const alb = new AlbLookup(scope, "alb", {
        name: "main",
        port: 80,
        priorities: { from: 10, to: 19 },
      });
      addService(scope, alb);
    });

    expect(JSON.stringify(stack.json.data)).toContain('"name":"main"');
    expect(stack.only("aws_lb_listener_rule").listener_arn).toMatch(/^\$\{data\.aws_lb_listener\./);
  });
});

describe("existing security groups", () => {
  test("are not opened to each other on the ports that ECS picks from, which their owner has done", () => {
    const stack = synthesize((scope) => addService(scope, listenerOf(scope)));

    expect(stack.types.filter((type) => RULES.includes(type))).toEqual([]);
  });

  test("are opened to each other on one port, by this program", () => {
    const stack = synthesize((scope) =>
      addService(scope, listenerOf(scope), {
        containers: [container({ portMappings: [{ containerPort: 8080, hostPort: 8080 }] })],
      }),
    );

    expect(stack.only("aws_vpc_security_group_egress_rule")).toMatchObject({
      security_group_id: BALANCER,
      referenced_security_group_id: INSTANCES,
      from_port: 8080,
    });
    expect(stack.only("aws_vpc_security_group_ingress_rule")).toMatchObject({
      security_group_id: INSTANCES,
      referenced_security_group_id: BALANCER,
      from_port: 8080,
    });
  });

  test("fail when the id is none", () => {
    expect(refusal((stack) => groupOf(stack, "group", "web"))).toBe(
      `test/group: 'securityGroupId' must be the id of a security group, got "web"; copy it from the VPC console: sg-…`,
    );
  });
});

describe("an existing cluster with launch type EC2", () => {
  test("places the tasks of services and schedules on any instance", () => {
    const stack = synthesize((scope) => {
      const [cluster, vpc] = [clusterOf(scope, { launchType: "EC2" }), network(scope)];
      addService(scope, listenerOf(scope), { vpc }, cluster);
      const task = { cluster, vpc, name: "report", containers: [container()] };
      new ScheduledTask(scope, "report", { ...task, schedule: "rate(1 day)" });
    });

    const service = stack.only("aws_ecs_service");
    expect(service.launch_type).toBe("EC2");
    expect(service).not.toHaveProperty("capacity_provider_strategy");
    expect(stack.only("aws_scheduler_schedule")).toMatchObject({
      target: {
        arn: expect.stringMatching(/^\$\{data\.aws_ecs_cluster\..*\.arn\}$/) as string,
        ecs_parameters: { launch_type: "EC2" },
      },
    });
  });

  test("fails when a service names capacity providers", () => {
    const message = refusal((stack) => {
      const cluster = clusterOf(stack, { launchType: "EC2" });
      const securityGroup = groupOf(stack, "spot", INSTANCES);
      const capacityProviderStrategy = [{ group: { capacityProviderName: "spot", securityGroup } }];
      addService(stack, listenerOf(stack), { capacityProviderStrategy }, cluster);
    });

    expect(message).toBe(
      `test/orders: 'capacityProviderStrategy' must be left out on a cluster with launch type EC2, got ["spot"]; name the cluster's 'capacityProviders' in place of its 'launchType'`,
    );
  });

  test("fails when it has groups, too", () => {
    expect(refusal((stack) => clusterOf(stack, { launchType: "EC2", groups: ["default"] }))).toBe(
      `test/cluster: 'launchType' must be left out with 'groups', got "EC2"; tasks are placed in one way`,
    );
  });
});

test("an existing cluster places tasks on capacity providers of any name", () => {
  const stack = synthesize((scope) => {
    const cluster = new ExistingCluster(scope, "cluster", {
      name: "main",
      capacityProviders: [
        { capacityProviderName: "on-demand", securityGroup: groupOf(scope, "hosts", INSTANCES) },
      ],
    });
    addService(scope, listenerOf(scope), {}, cluster);
  });

  expect(stack.only("aws_ecs_service").capacity_provider_strategy).toEqual([
    { capacity_provider: "on-demand", weight: 1 },
  ]);
});

test("an existing database lets the cluster in that it is given, and tells tasks where it is", () => {
  const stack = synthesize((scope) => {
    const cluster = clusterOf(scope);
    const database = new ExistingDatabase(scope, "database", {
      address: "main.abcdefghijkl.eu-west-1.rds.amazonaws.com",
      port: 5432,
      secretArn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:main-AbCdEf",
      securityGroup: groupOf(scope, "data", "sg-00000000000000001"),
      cluster,
    });
    const containers = [container(database.variables())];
    new OneOffTask(scope, "migrate", { cluster, vpc: network(scope), name: "migrate", containers });
  });

  expect(stack.only("aws_vpc_security_group_ingress_rule")).toMatchObject({
    security_group_id: "sg-00000000000000001",
    referenced_security_group_id: INSTANCES,
    from_port: 5432,
  });
  const definition = String(stack.only("aws_ecs_task_definition").container_definitions);
  expect(definition).toContain("main.abcdefghijkl.eu-west-1.rds.amazonaws.com");
  expect(definition).toContain("secret:main-AbCdEf:password::");
});

test("an existing namespace and repository give a service its name and its image", () => {
  const repositoryArn = "arn:aws:ecr:eu-west-1:123456789012:repository/shop/web";
  const stack = synthesize((scope) => {
    const namespace = new ExistingPrivateDnsNamespace(scope, "names", {
      namespaceId: "ns-0123456789abcdef",
      name: "acc.internal",
    });
    const repository = new ExistingEcrRepository(scope, "images", { repositoryArn });
    const image = new ImageVersion(scope, "version", { service: "orders", default: "v1" }).of(repository);
    const { dnsName } = addService(scope, listenerOf(scope), {
      containers: [container({ image, portMappings: [{ containerPort: 8080 }] })],
      serviceDiscovery: { namespace },
    });
    expect(dnsName).toBe("orders.acc.internal");
  });

  expect(stack.only("aws_service_discovery_service")).toMatchObject({
    dns_config: { namespace_id: "ns-0123456789abcdef" },
  });
  expect(String(stack.only("aws_ecs_task_definition").container_definitions)).toContain(
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/web",
  );
  expect(JSON.stringify(stack.list("aws_iam_role_policy"))).toContain(repositoryArn);
});
