import { type TerraformStack, TerraformVariable } from "cdktf";
import { Alb } from "../../modules/alb";
import { EcsCluster } from "../../modules/ecs-cluster";
import { Elb } from "../../modules/elb";
import { Vpc, type VpcProps } from "../../modules/vpc";
import { instanceGroup, network } from "../support/context";
import { service } from "../support/service";
import { refusal, warnings } from "../support/synth";

const PUBLIC = ["10.1.2.0/26", "10.1.2.64/26"];

/** A VPC with private subnets of these ranges, and no NAT gateway. */
function vpcOf(stack: TerraformStack, privateCidrs: readonly string[], props: Partial<VpcProps> = {}): Vpc {
  return new Vpc(stack, "vpc", {
    name: "main",
    cidrBlock: "10.1.0.0/16",
    zones: ["eu-west-1a", "eu-west-1b"],
    publicCidrs: PUBLIC,
    privateCidrs,
    endpoints: ["s3"],
    ...props,
  });
}

/** Two subnets with 27 usable addresses each. */
const TWO_27 = ["10.1.0.0/27", "10.1.0.32/27"];

function withInstances(minSize: number, maxSize: number, also?: (stack: TerraformStack, vpc: Vpc) => void) {
  return (stack: TerraformStack) => {
    const vpc = vpcOf(stack, TWO_27);
    const cluster = new EcsCluster(stack, "cluster", { name: "main" });
    instanceGroup(stack, "default", { cluster, vpc, minSize, maxSize });
    also?.(stack, vpc);
  };
}

const least = (needed: number, got = TWO_27, free = 54) =>
  `test/vpc: 'privateCidrs' must have the ${needed} addresses that are needed at once, and not ${free}, got ${JSON.stringify(got)}; give them larger ranges, or the VPC another zone [ECS-NET-005]`;
const most = (needed: number, free = 54) =>
  `test/vpc: 'privateCidrs' should have the ${needed} addresses that may be needed, and not ${free}, got ${JSON.stringify(TWO_27)}; give them larger ranges, or the VPC another zone [ECS-NET-006]`;

describe("the subnets of a VPC", () => {
  test("have an address for each instance", () => {
    expect(warnings(withInstances(2, 54))).toEqual([]);
    expect(warnings(withInstances(2, 55))).toEqual([most(55)]);
    expect(warnings(withInstances(54, 54))).toEqual([]);
  });

  test("fails when there are fewer addresses than instances from the beginning", () => {
    expect(refusal(withInstances(55, 60))).toBe(least(55));
  });

  test("have eight addresses in each subnet for each balancer", () => {
    const balancers = (count: number) => (stack: TerraformStack, vpc: Vpc) => {
      for (let number = 1; number <= count; number += 1) {
        new Alb(stack, `alb-${number}`, { vpc, name: `main-${number}` });
      }
    };

    expect(warnings(withInstances(2, 22, balancers(2)))).toEqual([]);
    expect(warnings(withInstances(2, 23, balancers(2)))).toEqual([most(55)]);
    // At once a balancer has one, and AWS wants eight to be free for the next.
    expect(warnings(withInstances(36, 36, balancers(2)))).toEqual([most(68)]);
    expect(refusal(withInstances(37, 37, balancers(2)))).toBe(least(55));
  });

  test("have eight addresses for a classic balancer, too", () => {
    const classic = (stack: TerraformStack, vpc: Vpc) => {
      new Elb(stack, "elb", { vpc, name: "main", instancePort: 8080 });
    };

    expect(warnings(withInstances(2, 39, classic))).toEqual([most(55)]);
  });

  test("have an address for each task with a network interface of its own, and for no other", () => {
    const tasks = (networkMode: "awsvpc" | "bridge", maxTasks: number) => (stack: TerraformStack) => {
      const vpc = vpcOf(stack, TWO_27);
      const cluster = new EcsCluster(stack, "cluster", { name: "main" });
      // Large enough for the tasks, so that nothing but their addresses is short.
      instanceGroup(stack, "default", { cluster, vpc, instanceType: "m5.24xlarge", minSize: 4, maxSize: 4 });
      service({ stack, vpc, cluster }, "app", { networkMode, scaling: { minTasks: 1, maxTasks } });
    };

    expect(warnings(tasks("awsvpc", 50))).toEqual([]);
    expect(warnings(tasks("awsvpc", 51)).filter((one) => one.includes("NET"))).toEqual([most(55)]);
    expect(warnings(tasks("bridge", 51)).filter((one) => one.includes("NET"))).toEqual([]);
  });

  test("fails when endpoints alone take more than there is", () => {
    const ranges = ["10.1.0.0/28", "10.1.0.16/28"];
    expect(
      refusal((stack) => {
        vpcOf(stack, ranges, { endpoints: "ecs" });
      }),
    ).toBe(least(24, ranges, 22));
  });

  test("are counted without what only Terraform knows", () => {
    expect(
      warnings((stack) => {
        const { numberValue } = new TerraformVariable(stack, "size", { type: "number" });
        withInstances(2, numberValue)(stack);
      }),
    ).toEqual([]);
  });

  test("are told to be /27 at least, if they have balancers", () => {
    const ranges = ["10.1.0.0/28", "10.1.0.64/27"];
    const withBalancer = (stack: TerraformStack) => {
      new Alb(stack, "alb", { vpc: vpcOf(stack, ranges), name: "main" });
    };

    expect(
      warnings((stack) => {
        vpcOf(stack, ranges);
      }),
    ).toEqual([]);
    expect(warnings(withBalancer)).toEqual([
      `test/vpc: 'privateCidrs[0]' should be /27 or larger for balancers, got "10.1.0.0/28"; take a larger range: a balancer under load needs addresses [ECS-NET-004]`,
    ]);
  });
});

describe("the range of an existing VPC", () => {
  test.each(["172.16.0.0/16", "172.18.0.0/16"])("is nothing to speak of: %s", (cidrBlock) => {
    expect(
      warnings((stack) => {
        network(stack, { cidrBlock });
      }),
    ).toEqual([]);
  });

  test.each(["172.17.0.0/16", "172.17.3.0/24"])("is warned of where Docker has it: %s", (cidrBlock) => {
    expect(
      warnings((stack) => {
        network(stack, { cidrBlock });
      }),
    ).toEqual([
      `test/vpc: 'cidrBlock' should not overlap 172.17.0.0/16, the range of Docker's bridge, got "${cidrBlock}"; containers behind the bridge reach nobody there: run what calls others in network mode awsvpc or host [ECS-NET-007]`,
    ]);
  });
});
