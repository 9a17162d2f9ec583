import type { EcsServiceProps } from "../../modules/ecs-service";
import { service, synthesizeContext, synthesizeService } from "../support/service";
import { instanceGroup } from "../support/context";
import { refusalOf } from "../support/synth";

function orders(props: Partial<EcsServiceProps>) {
  return synthesizeService(props).only("aws_ecs_service");
}

describe("[S5.17] placement", () => {
  test("strategies keep their order, which is that of their weight", () => {
    const { ordered_placement_strategy } = orders({
      placementStrategies: [{ spread: "zone" }, { spread: "instance" }, { binpack: "memory" }, "random"],
    });

    expect(ordered_placement_strategy).toEqual([
      { type: "spread", field: "attribute:ecs.availability-zone" },
      { type: "spread", field: "instanceId" },
      { type: "binpack", field: "memory" },
      { type: "random" },
    ]);
  });

  test("constraints choose instances", () => {
    const { placement_constraints } = orders({
      placementConstraints: ["distinctInstance", { memberOf: "attribute:ecs.instance-type =~ t3.*" }],
    });

    expect(placement_constraints).toEqual([
      { type: "distinctInstance" },
      { type: "memberOf", expression: "attribute:ecs.instance-type =~ t3.*" },
    ]);
  });

  test("is left to ECS unless something is said", () => {
    expect(orders({})).not.toHaveProperty("ordered_placement_strategy");
    expect(orders({})).not.toHaveProperty("placement_constraints");
    expect(orders({})).not.toHaveProperty("availability_zone_rebalancing");
  });

  test("zones are balanced again on request", () => {
    expect(orders({ zoneRebalancing: true }).availability_zone_rebalancing).toBe("ENABLED");
    expect(orders({ zoneRebalancing: false }).availability_zone_rebalancing).toBe("DISABLED");
  });

  test("tasks are shared out among the groups of instances that are named, and no others", () => {
    const stack = synthesizeContext((context) => {
      const spot = instanceGroup(context.stack, "spot", context);
      const [onDemand] = context.cluster.capacityProviders;
      instanceGroup(context.stack, "gpu", context);
      if (onDemand !== undefined) {
        service(context, "orders", {
          capacityProviderStrategy: [
            { group: onDemand, base: 2 },
            { group: spot, weight: 3 },
          ],
        });
      }
    });

    const strategy = stack.only("aws_ecs_service").capacity_provider_strategy as Record<string, unknown>[];
    expect(strategy).toEqual([
      expect.objectContaining({ weight: 1, base: 2 }),
      expect.objectContaining({ weight: 3 }),
    ]);
    expect(strategy.map(({ capacity_provider }) => stack.follow(capacity_provider).name)).toEqual([
      "main-default",
      "main-spot",
    ]);
  });
});

describe("placement fails when", () => {
  test.each<[string, Partial<EcsServiceProps>, string]>([
    [
      "a strategy is given twice",
      { placementStrategies: [{ spread: "zone" }, { spread: "zone" }] },
      "'placementStrategies[1]' must differ from the ones before it, " +
        'got {"type":"spread","field":"attribute:ecs.availability-zone"}; remove it',
    ],
    [
      "there are more strategies than AWS allows",
      {
        placementStrategies: [
          "random",
          { spread: "zone" },
          { spread: "instance" },
          { binpack: "cpu" },
          { binpack: "memory" },
          { spread: "attribute:rack" },
        ],
      },
      "'placementStrategies' must list at most 5, got 6; AWS allows no more",
    ],
    [
      "zones are to be balanced and are not spread over first",
      { zoneRebalancing: true, placementStrategies: [{ binpack: "memory" }, { spread: "zone" }] },
      '\'placementStrategies[0]\' must be { "spread": "zone" } with \'zoneRebalancing\', got {"binpack":"memory"}; put it first',
    ],
    [
      "zones are to be balanced and no task may be started first",
      { zoneRebalancing: true, minimumHealthyPercent: 50, maximumPercent: 100 },
      "'maximumPercent' must be greater than 100 with 'zoneRebalancing', got 100; a task is started in the new zone before one is stopped in the old",
    ],
    [
      "zones are to be balanced and chosen",
      {
        zoneRebalancing: true,
        placementConstraints: [{ memberOf: "attribute:ecs.availability-zone == eu-west-1a" }],
      },
      "'placementConstraints' must not choose zones with 'zoneRebalancing', " +
        'got {"memberOf":"attribute:ecs.availability-zone == eu-west-1a"}; remove the constraint',
    ],
    [
      "no group of instances has a weight",
      { capacityProviderStrategy: [] },
      "'capacityProviderStrategy' must have an item with a weight above 0, got []; leave 'weight' out for the main group",
    ],
    [
      "a grace period is given without a balancer",
      { healthCheckGracePeriodSeconds: 30 },
      "'healthCheckGracePeriodSeconds' must be left out without a load balancer, got 30; " +
        "only load balancers check health from outside; a container's 'healthCheck' has 'startPeriodSeconds'",
    ],
  ])("%s", (_, props, message) => {
    expect(refusalOf(() => synthesizeService(props))).toBe(`test/orders: ${message}`);
  });
});
