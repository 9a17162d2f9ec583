import { costDifference, differenceText } from "../../../tools/cost/difference";
import type { Attributes, PlanJson, ResourceChange } from "../../../tools/terraform/plan-json";

function change(address: string, before: Attributes | null, after: Attributes | null): ResourceChange {
  const type = address.split(".")[0] ?? "";
  return { address, mode: "managed", type, change: { actions: [], before, after } };
}

const REGION = { aws: { expressions: { region: { constant_value: "us-east-1" } } } };

/** A plan in us-east-1. */
function plan(
  changes: readonly ResourceChange[],
  expressions: Readonly<Record<string, object>> = {},
): PlanJson {
  const resources = Object.entries(expressions).map(([address, of]) => ({ address, expressions: { ...of } }));
  return {
    resource_changes: changes,
    configuration: { provider_config: REGION, root_module: { resources } },
  };
}

function words(changes: readonly ResourceChange[], expressions?: Readonly<Record<string, object>>) {
  const difference = costDifference(plan(changes, expressions));
  return difference && differenceText(difference);
}

const GROUP = "aws_autoscaling_group.default";
const TEMPLATE = "aws_launch_template.default";
/** A group as it is deployed. */
const deployed = (min_size: number, max_size: number) => ({
  ...{ min_size, max_size },
  launch_template: [{ id: "lt-1", version: "1" }],
});
const ofType = (instance_type: string) => ({ id: "lt-1", instance_type });

describe("what a plan changes in the cost", () => {
  test("is told in a line", () => {
    expect(words([change("aws_nat_gateway.b", null, {})])).toBe("about +$33 a month: 1 NAT gateway");
    expect(words([change("aws_kms_key.a", null, {}), change("aws_nat_gateway.b", {}, null)])).toBe(
      "about -$32 a month: 1 NAT gateway less, 1 KMS key",
    );
  });

  test("is nothing where nothing that costs changes", () => {
    const stays = [change("aws_nat_gateway.a", {}, {}), change("aws_subnet.a", null, {})];
    const read = { ...change("data.aws_lb.a", null, {}), mode: "data" as const, type: "aws_lb" };

    expect(words([...stays, read])).toBeUndefined();
    expect(words([])).toBeUndefined();
  });

  test("counts a replaced resource once", () => {
    expect(words([change("aws_nat_gateway.a", { id: "nat-1" }, {})])).toBeUndefined();
  });

  test("goes from the minimum of a group to its maximum", () => {
    const template = change(TEMPLATE, ofType("m5.large"), ofType("m5.large"));

    expect(words([template, change(GROUP, deployed(1, 2), deployed(1, 4))])).toBe(
      "about +$0.00 to +$140 a month: 0 to 2 m5.large instances",
    );
    expect(words([template, change(GROUP, deployed(2, 3), null)])).toBe(
      "about -$140 to -$210 a month: 2 to 3 m5.large instances less",
    );
  });

  test("tells another instance type as what comes and what goes", () => {
    const changes = [
      change(TEMPLATE, ofType("t3.micro"), ofType("m5.large")),
      change(GROUP, deployed(2, 2), deployed(2, 2)),
    ];

    expect(words(changes)).toBe("about +$125 a month: 2 m5.large instances, 2 t3.micro instances less");
  });

  test("finds the template of a new group by what the group refers to", () => {
    const changes = [
      change("aws_launch_template.other", null, { instance_type: "c5.large" }),
      change(TEMPLATE, null, { instance_type: "t3.micro" }),
      change(GROUP, null, { min_size: 1, max_size: 1, launch_template: [{}] }),
    ];
    const expressions = {
      [GROUP]: { launch_template: [{ id: { references: [`${TEMPLATE}.id`, TEMPLATE] } }] },
    };

    expect(words(changes, expressions)).toBe("about +$7.59 a month: 1 t3.micro instance");
  });

  test("counts the subnets of a new balancer by what it refers to", () => {
    const subnets = { references: ["aws_subnet.a.id", "aws_subnet.a", "aws_subnet.b.id", "aws_subnet.c.id"] };

    expect(words([change("aws_lb.alb", null, { internal: false })], { "aws_lb.alb": { subnets } })).toBe(
      "about +$27 a month: 1 application load balancer, 3 public IPv4 addresses",
    );
  });

  test("names the three that matter most, and how many more there are", () => {
    const changes = ["aws_kms_key", "aws_nat_gateway", "aws_elb", "aws_route53_zone"].map((type) =>
      change(`${type}.a`, null, { internal: true }),
    );

    expect(words(changes)).toBe(
      "about +$53 a month: 1 NAT gateway, 1 classic load balancer, 1 KMS key and 1 more",
    );
  });

  test("says that it is estimated by prices of another region", () => {
    const difference = costDifference({ resource_changes: [change("aws_nat_gateway.b", null, {})] });

    expect(difference && differenceText(difference)).toBe(
      "about +$33 a month at prices of us-east-1: 1 NAT gateway",
    );
  });

  test("names what comes without a known price", () => {
    const changes = [
      change(TEMPLATE, null, ofType("x9.large")),
      change(GROUP, null, deployed(1, 1)),
      change("aws_nat_gateway.a", null, {}),
    ];

    expect(words(changes)).toBe(
      "about +$33 a month: 1 NAT gateway; instance type x9.large: its price is not known",
    );
  });
});
