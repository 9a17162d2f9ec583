import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { acc } from "../../../environments/acc";
import { costText } from "../../../tools/cost/cost-text";
import { type Estimate, estimate } from "../../../tools/cost/estimate";
import { countItems } from "../../../tools/cost/items";
import { monthlyPrice } from "../../../tools/cost/prices";
import { databaseHour, instanceHour } from "../../../tools/cost/prices/instance-types";
import { pricesOf } from "../../../tools/cost/prices/regions";
import { resourcesIn } from "../../../tools/cost/resources";
import { synthesizeEnvironment } from "../../support/synthesize-environment";

type Resources = Parameters<typeof resourcesIn>[0];

function estimateOf(resources: Resources, region: string | undefined = "us-east-1"): Estimate {
  return estimate(countItems(resourcesIn(resources)), region);
}

/** Items as `kind detail: count, dollars a month`. */
function rows({ items }: Estimate): string[] {
  return items.map(
    ({ kind, detail, count, monthly }) =>
      `${kind} ${detail}: ${count.min}-${count.max}, ${monthly.min}-${monthly.max}`,
  );
}

describe("the cost of the default environment", () => {
  const { json } = synthesizeEnvironment({ ...acc, name: "acc", stateBucket: "state" });
  const cost = estimateOf(json.resource as Resources, acc.region);

  test("is the sum of what it consists of, counted by hand", () => {
    const { instances, gp3, nat, alb } = pricesOf("eu-west-1");
    const hours = 730;
    const whatStays = hours * (nat + alb + 0.005) + 8 * 0.1;
    const oneInstance = hours * 0.0116 * instances + 30 * gp3;

    expect(cost.monthly.min).toBeCloseTo(whatStays + 2 * oneInstance, 1);
    expect(cost.monthly.max).toBeCloseTo(whatStays + 3 * oneInstance, 1);
  });

  test("is told line by line, with what is not counted", () => {
    expect(costText("acc", cost)).toEqual([
      "'acc' costs about $82 to $94 a month in eu-west-1:",
      "",
      "  1 NAT gateway                     $35.04",
      "  2 to 3 t2.micro instances         $18.56 to $27.84",
      "  1 application load balancer       $18.40",
      "  60 to 90 GB of EBS volumes (gp3)  $5.28 to $7.92",
      "  1 public IPv4 address             $3.65",
      "  8 CloudWatch alarm metrics        $0.80",
      "",
      "From all groups of instances at their minimum to all at their maximum.",
      "Not counted: CPU credits of burstable instances, alarms that target tracking makes, capacity units (LCU) of load balancers, data through NAT gateways, logs that are written and kept, messages, data transfer; discounts, the free tier and tax.",
      "730 hours at AWS's list prices of 2024-02-01 to 2026-09-21, instances On-Demand with Linux.",
    ]);
  });
});

describe("the price table", () => {
  test.each([
    ["t3.micro", 0.0104],
    ["t4g.2xlarge", 0.2688],
    ["m5.2xlarge", 0.384],
    ["c5.18xlarge", 3.06],
    ["m7i-flex.large", 0.09576],
    ["m8g.medium", 0.04488],
    ["g5.xlarge", 1.006],
  ])("has an hour of %s as AWS's list has it", (type, dollars) => {
    expect(instanceHour(type)).toBeCloseTo(dollars, 6);
  });

  test.each(["x9.large", "t3.4xlarge", "m5.nano", "g5.large", "t3", ""])("has no price of '%s'", (type) => {
    expect(instanceHour(type)).toBeUndefined();
  });

  test.each([
    ["db.t3.large", "mysql", 0.136],
    ["db.t3.large", "mariadb", 0.136],
    ["db.t3.large", "postgres", 0.145],
    ["db.m5.large", "mysql", 0.171],
  ])("has an hour of %s with %s as AWS's list has it", (instanceClass, engine, dollars) => {
    expect(databaseHour(instanceClass, engine)).toBe(dollars);
  });

  test.each([
    ["t3.large", "mysql"],
    ["db.t3.large", "oracle-se2"],
    ["db.x9.large", "mysql"],
  ])("has no price of the database %s with %s", (instanceClass, engine) => {
    expect(databaseHour(instanceClass, engine)).toBeUndefined();
  });

  test("takes an instance in another region for dearer, by the factor of the region", () => {
    const [there, here] = ["eu-west-1", "us-east-1"].map((region) =>
      monthlyPrice("instance", "t3.micro", region),
    );

    expect(there).toBeCloseTo(Number(here) * 1.096, 6);
    expect(monthlyPrice("nat", "", "eu-west-1")).toBeCloseTo(730 * 0.048, 6);
  });
});

describe("an estimate", () => {
  test("counts everything that costs while it is there", () => {
    const cost = estimateOf({
      aws_lb: {
        public: { internal: false, subnets: ["a", "b", "c"] },
        private: { internal: true, subnets: ["a", "b"] },
        unknown: { internal: false, subnets: "${local.subnets}" },
      },
      aws_elb: { classic: { internal: false, subnets: ["a", "b"] } },
      aws_vpc_endpoint: {
        logs: { vpc_endpoint_type: "Interface", subnet_ids: ["a", "b"] },
        ecs: { vpc_endpoint_type: "Interface", subnet_ids: ["a", "b"] },
        s3: { vpc_endpoint_type: "Gateway" },
      },
      aws_kms_key: { logs: {} },
      aws_secretsmanager_secret: { key: {} },
      aws_service_discovery_private_dns_namespace: { internal: {} },
      aws_cloudwatch_metric_alarm: {
        one: { metric_name: "CPUUtilization" },
        two: { metric_query: [{ expression: "a / b" }, { metric: {} }, { metric: {} }] },
      },
      aws_db_instance: {
        database: {
          ...{
            instance_class: "db.t4g.micro",
            engine: "postgres",
            allocated_storage: 20,
            storage_type: "gp3",
          },
          ...{ multi_az: true, manage_master_user_password: true },
        },
      },
    });

    expect(rows(cost)).toEqual([
      "alb : 3-3, 49.28-49.28",
      "endpoint : 4-4, 29.2-29.2",
      "address : 7-7, 25.55-25.55",
      "database db.t4g.micro postgres: 2-2, 23.54-23.54",
      "elb : 1-1, 18.25-18.25",
      "databaseVolume gp3: 40-40, 4.6-4.6",
      "key : 1-1, 1-1",
      "secret : 2-2, 0.8-0.8",
      "zone : 1-1, 0.5-0.5",
      "alarm : 3-3, 0.3-0.3",
    ]);
    expect(cost.missing).toEqual([]);
  });

  test("takes Spot instances for On-Demand ones of the group's first type, and says so", () => {
    const cost = estimateOf({
      aws_launch_template: { other: { instance_type: "c5.large" }, batch: { instance_type: "m5.large" } },
      aws_autoscaling_group: {
        batch: {
          ...{ min_size: 0, max_size: 2 },
          mixed_instances_policy: {
            launch_template: {
              launch_template_specification: { launch_template_id: "${aws_launch_template.batch.id}" },
              override: [{ instance_type: "t4g.medium" }, { instance_type: "t4g.large" }],
            },
          },
        },
      },
    });

    expect(rows(cost)).toEqual(["instance t4g.medium: 0-2, 0-49.06"]);
    expect(cost.usage).toEqual([
      "CPU credits of burstable instances",
      "what Spot instances cost less (up to 90 %)",
    ]);
  });

  test("names what it has no price of, and leaves it out of the sum", () => {
    const group = (template: string, size: object = { min_size: 1, max_size: 1 }) => ({
      ...size,
      launch_template: { id: `\${aws_launch_template.${template}.id}` },
    });
    const volume = { ebs: { volume_size: 10, volume_type: "io2" } };
    const cost = estimateOf({
      aws_launch_template: {
        new: { instance_type: "x9.large", block_device_mappings: [volume] },
        late: { instance_type: "t3.micro" },
      },
      aws_autoscaling_group: {
        new: group("new"),
        late: group("late", { min_size: "${var.size}", max_size: 2 }),
      },
      aws_lb: { network: { load_balancer_type: "network" } },
      aws_db_instance: {
        oracle: {
          instance_class: "db.t3.large",
          engine: "oracle-se2",
          allocated_storage: 20,
          storage_type: "gp2",
        },
        late: { engine: "mysql" },
      },
      aws_msk_cluster: { one: {}, two: {} },
    });

    expect(cost.monthly).toEqual({ min: 0, max: 0 });
    expect(cost.missing).toEqual([
      "instance type x9.large: its price is not known",
      "volume of type io2: its price is not known",
      "database db.t3.large oracle-se2: its price is not known",
      "database storage of type gp2: its price is not known",
      "aws_autoscaling_group.late: its type of instances or its size is not known before it is deployed",
      "aws_lb.network: prices of a network load balancer are not in the table",
      "aws_db_instance.late: its class, engine or storage is not known before it is deployed",
      "aws_msk_cluster: it is not known what it costs",
    ]);
    expect(costText("acc", cost).slice(0, 2)).toEqual([
      "'acc' costs about $0.00 a month in us-east-1.",
      "Not in the sum: instance type x9.large: its price is not known.",
    ]);
  });

  test.each([
    ["mars-north-1", "No prices of mars-north-1 are known: these are those of us-east-1."],
    [undefined, "No prices of the region are known: these are those of us-east-1."],
  ])("of region %s is one of us-east-1, and says so", (region, note) => {
    const cost = estimate(countItems(resourcesIn({ aws_nat_gateway: { a: {} } })), region);

    expect(cost.monthly).toEqual({ min: 32.85, max: 32.85 });
    expect(costText("acc", cost)).toContain(note);
  });

  test("knows of each resource that a module makes whether it costs", () => {
    const modules = join(__dirname, "../../../modules");
    const sources = readdirSync(modules, { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".ts"),
    );
    const names = sources.flatMap((file) => [
      ...readFileSync(join(modules, file), "utf8").matchAll(/@cdktf\/provider-aws\/lib\/([\w-]+)"/g),
    ]);
    const types = names
      .map(([, name = ""]) => `aws_${name.replaceAll("-", "_")}`)
      .filter((type) => !/^aws_(data_aws_|provider$)/.test(type));

    expect(types.length).toBeGreaterThan(70);
    expect(
      estimateOf(Object.fromEntries(types.map((type) => [type, { one: {} }]))).missing.filter((line) =>
        line.includes("it is not known what it costs"),
      ),
    ).toEqual([]);
  });
});
