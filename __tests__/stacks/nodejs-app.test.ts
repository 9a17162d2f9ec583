import { acc } from "../support/environments";
import { type Block, parseJsonTemplate } from "../support/synth";
import { synthesizeEnvironment } from "../support/synthesize-environment";

const stack = synthesizeEnvironment(acc);

describe("the service nodejs-app", () => {
  test("[S1.2] runs on two to three t2.micro with the newest image", () => {
    expect(stack.only("aws_autoscaling_group")).toMatchObject({
      min_size: 2,
      max_size: 3,
      health_check_grace_period: 60,
      default_cooldown: 300,
    });
    expect(stack.only("aws_launch_template")).toMatchObject({
      instance_type: "t2.micro",
      image_id: expect.stringMatching(/^resolve:ssm:.*\/recommended\/image_id$/) as string,
    });
  });

  test("wants no more tasks than there can be instances, each of which holds one", () => {
    const [container] = parseJsonTemplate(
      stack.only("aws_ecs_task_definition").container_definitions,
    ) as Block[];

    expect(container?.portMappings).toMatchObject([{ hostPort: 8080 }]);
    expect(stack.only("aws_appautoscaling_target").max_capacity).toBe(
      stack.only("aws_autoscaling_group").max_size,
    );
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
    expect(task).toMatchObject({ family: "acc-nodejs-app", network_mode: "bridge" });
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
    expect(stack.only("aws_appautoscaling_target")).toMatchObject({ min_capacity: 2, max_capacity: 3 });
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
      "app_repository",
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
