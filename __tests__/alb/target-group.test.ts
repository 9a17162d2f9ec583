import { TerraformVariable } from "cdktf";
import { TargetGroup, type TargetGroupProps } from "../../modules/alb";
import { SnsTopic } from "../../modules/sns";
import { Vpc } from "../../modules/vpc";
import { network } from "../support/context";
import { type Block, refusal, synthesize } from "../support/synth";

const props = { namePrefix: "acc-app", port: 8080 };

function synthesizeGroup(change: Partial<TargetGroupProps> = {}, vpcId = "vpc-0123456789abcdef0"): Block {
  return synthesize((stack) => {
    new TargetGroup(stack, "targets", { vpc: network(stack, { vpcId }), ...props, ...change });
  }).only("aws_lb_target_group");
}

function nameOf(change: Partial<TargetGroupProps> = {}, vpcId?: string): string {
  return String(synthesizeGroup(change, vpcId).name);
}

describe("a target group", () => {
  test("sends HTTP to instances and lets replaced tasks finish for 30 seconds, by default", () => {
    expect(synthesizeGroup()).toMatchObject({
      port: 8080,
      protocol: "HTTP",
      target_type: "instance",
      deregistration_delay: "30",
      vpc_id: "vpc-0123456789abcdef0",
    });
  });

  test("says that clients do not stick to a task, since Terraform would keep what was before", () => {
    expect(synthesizeGroup()).toMatchObject({ stickiness: { enabled: false, type: "lb_cookie" } });
  });

  test("[S5.5] takes the target type, the health check and the deregistration delay that are given", () => {
    const given: Partial<TargetGroupProps> = {
      targetType: "ip",
      healthCheck: { path: "/health" },
      deregistrationDelaySeconds: 0,
    };
    expect(synthesizeGroup(given)).toMatchObject({
      target_type: "ip",
      health_check: { path: "/health" },
      deregistration_delay: "0",
    });
  });

  test("is replaced before the listener loses the old one", () => {
    expect(synthesizeGroup()).toMatchObject({ lifecycle: { create_before_destroy: true } });
  });
});

describe("the name of a target group", () => {
  test("begins with the prefix", () => {
    expect(nameOf()).toMatch(/^acc-app-[0-9a-f]{6}$/);
  });

  test.each<[string, Partial<TargetGroupProps>, string | undefined]>([
    ["port", { port: 8081 }, undefined],
    ["target type", { targetType: "ip" }, undefined],
    ["VPC", {}, "vpc-00000000000000000"],
  ])("changes with the %s, which AWS cannot change", (_, change, vpcId) => {
    expect(nameOf(change, vpcId)).not.toBe(nameOf());
  });

  test("stays when other things are made before it in a VPC whose id only Terraform knows", () => {
    const nameAfter = (...topics: string[]) => {
      const stack = synthesize((scope) => {
        for (const name of topics) {
          expect(new SnsTopic(scope, name, { name }).arn).toBeDefined();
        }
        const zones = ["eu-west-1a", "eu-west-1b"];
        const vpc = new Vpc(scope, "vpc", { name: "main", cidrBlock: "10.1.0.0/16", zones });
        new TargetGroup(scope, "targets", { vpc, ...props });
      });
      return stack.only("aws_lb_target_group").name;
    };
    expect(nameAfter("one", "two")).toBe(nameAfter());
  });

  test("stays when what AWS can change does", () => {
    expect(nameOf({ deregistrationDelaySeconds: 5, healthCheck: { path: "/health" } })).toBe(nameOf());
  });

  test.each([
    "a-service-with-quite-a-long-name-in-a-cluster",
    "acc_service_with_underscores",
    "exactly-26-characters-long-",
    "__",
    "-a-",
    "_a_",
    "__a__",
    "a.b",
  ])("is legal for the prefix %s", (namePrefix) => {
    expect(nameOf({ namePrefix })).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9-]{0,30}[a-zA-Z0-9]$/);
  });

  test("differs for prefixes that differ at their end only", () => {
    const prefix = "production-location-service";
    expect(nameOf({ namePrefix: `${prefix}-one` })).not.toBe(nameOf({ namePrefix: `${prefix}-two` }));
  });
});

describe("a target group fails when", () => {
  test("several props are wrong, with a line for each", () => {
    const message = refusal((stack) => {
      const healthCheck = { matcher: "599", timeoutSeconds: 1 };
      new TargetGroup(stack, "targets", {
        vpc: network(stack),
        ...props,
        port: 0,
        slowStartSeconds: 1,
        healthCheck,
      });
    });
    expect(message.split("\n")).toEqual([
      expect.stringContaining("'port' must be"),
      expect.stringContaining("'slowStartSeconds' must be"),
      expect.stringContaining("'healthCheck.matcher' must be"),
      expect.stringContaining("'healthCheck.timeoutSeconds' must be"),
    ]);
  });

  test("only Terraform knows its port, of which its name is made", () => {
    const message = refusal((stack) => {
      const { numberValue: port } = new TerraformVariable(stack, "port", {});
      new TargetGroup(stack, "targets", { vpc: network(stack), ...props, port });
    });
    expect(message).toBe(
      "test/targets: 'port' must be known at synthesis, got a value that only Terraform knows; write the value itself: what is made depends on it",
    );
  });

  test.each<[string, Partial<TargetGroupProps>, string]>([
    [
      "the port is 0",
      { port: 0 },
      "'port' must be an integer from 1 to 65535, got 0; give the port that the container listens on",
    ],
    [
      "the port is beyond the last",
      { port: 65_536 },
      "'port' must be an integer from 1 to 65535, got 65536; give the port that the container listens on",
    ],
    [
      "the deregistration delay is more than an hour",
      { deregistrationDelaySeconds: 3601 },
      "'deregistrationDelaySeconds' must be an integer from 0 to 3600, got 3601; give tasks 30 s",
    ],
  ])("%s", (_, change, message) => {
    expect(
      refusal((stack) => new TargetGroup(stack, "targets", { vpc: network(stack), ...props, ...change })),
    ).toBe(`test/targets: ${message}`);
  });
});
