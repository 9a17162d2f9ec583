import { type TerraformStack, TerraformVariable } from "cdktf";
import { Alb, TargetGroup } from "../../modules/alb";
import { Certificate } from "../../modules/dns";
import { EcsCluster } from "../../modules/ecs-cluster";
import { IamRole } from "../../modules/iam";
import { SecurityGroup, tcp } from "../../modules/security-group";
import { Vpc } from "../../modules/vpc";
import { claim } from "../../modules/core";
import { network } from "../support/context";
import { refusal, warnings } from "../support/synth";

/** What of a stack AWS counts: exactly as many as it allows, and one more. */
interface Case {
  readonly quota: string;
  readonly max: number;
  readonly build: (stack: TerraformStack, count: number) => void;
  readonly message: (max: number, got: number) => string;
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function balancer(stack: TerraformStack) {
  const vpc = network(stack);
  const alb = new Alb(stack, "alb", { vpc, name: "main" });
  const targetGroup = (id: string, maxTargets = 1) =>
    new TargetGroup(stack, id, { vpc, namePrefix: id, port: 80, maxTargets });
  return { alb, targetGroup };
}

const ALBS = "spread the services over several balancers";
const RAISE = "or have AWS raise the quota [ECS-LIMIT-001]";

const TRUST_LENGTH = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "ecs-tasks.amazonaws.com" },
      Action: ["sts:AssumeRole"],
      Condition: { StringEquals: { "aws:SourceAccount": "" } },
    },
  ],
}).length;

const warned: Case[] = [
  {
    quota: "listeners of a balancer",
    max: 50,
    build: (stack, count) => {
      const { alb } = balancer(stack);
      for (const number of numbers(count - 1)) {
        alb.addListener(`l${number}`, { port: 8000 + number });
      }
    },
    message: (max, got) =>
      `test/alb: 'listeners' should be at most ${max}, the number of listeners of a balancer, got ${got}; spread them over several balancers, ${RAISE}`,
  },
  {
    quota: "rules of a balancer, over all its listeners",
    max: 100,
    build: (stack, count) => {
      const { alb, targetGroup } = balancer(stack);
      const admin = alb.addListener("admin", { port: 8080 });
      const group = targetGroup("app");
      for (const number of numbers(count)) {
        const rule = { targetGroup: group, priority: number, paths: [`/p${number}`] };
        (number % 2 === 0 ? admin : alb).addRule(`r${number}`, rule);
      }
    },
    message: (max, got) =>
      `test/alb: 'rules' should be at most ${max}, the number of rules of a balancer, got ${got}; ${ALBS}, ${RAISE}`,
  },
  {
    quota: "targets of a balancer",
    max: 1000,
    build: (stack, count) => {
      const { alb, targetGroup } = balancer(stack);
      alb.addRule("a", { targetGroup: targetGroup("a", 990), priority: 1, paths: ["/a"] });
      alb.addRule("b", { targetGroup: targetGroup("b", count - 990), priority: 2, paths: ["/b"] });
    },
    message: (max, got) =>
      `test/alb: 'targets' should be at most ${max}, the number of targets of a balancer, got ${got}; ${ALBS}, ${RAISE}`,
  },
  {
    quota: "inbound rules of a security group",
    max: 60,
    build: (stack, count) => {
      const group = new SecurityGroup(stack, "group", {
        vpc: network(stack),
        namePrefix: "a",
        description: "a",
      });
      for (const number of numbers(count)) {
        group.allowFromCidr("10.1.0.0/16", tcp(number), "a");
        group.allowFromCidr("10.1.0.0/16", tcp(number), "the same again");
      }
    },
    message: (max, got) =>
      `test/group: 'ingress rules' should be at most ${max}, the number of rules of a security group in one direction, got ${got}; open fewer ranges and ports, ${RAISE}`,
  },
  {
    quota: "outbound rules of a security group",
    max: 60,
    build: (stack, count) => {
      const group = new SecurityGroup(stack, "group", {
        vpc: network(stack),
        namePrefix: "a",
        description: "a",
      });
      for (const number of numbers(count)) {
        group.allowToCidr("10.1.0.0/16", tcp(number), "a");
      }
    },
    message: (max, got) =>
      `test/group: 'egress rules' should be at most ${max}, the number of rules of a security group in one direction, got ${got}; open fewer ranges and ports, ${RAISE}`,
  },
  {
    quota: "Elastic IP addresses",
    max: 5,
    build: (stack, count) => {
      const zones = ["a", "b", "c", "d", "e", "f"].slice(0, count).map((zone) => `eu-west-1${zone}`);
      new Vpc(stack, "vpc", { name: "main", cidrBlock: "10.1.0.0/16", zones });
    },
    message: (max, got) =>
      `test/vpc: 'nat' should be at most ${max}, the number of Elastic IP addresses in a region, got ${got}; set nat to "single", ${RAISE}`,
  },
  {
    quota: "names of a certificate",
    max: 10,
    build: (stack, count) => {
      const alternativeNames = numbers(count - 1).map((number) => `n${number}.example.com`);
      new Certificate(stack, "certificate", { zoneId: "Z1", domainName: "example.com", alternativeNames });
    },
    message: (max, got) =>
      `test/certificate: 'alternativeNames' should be at most ${max}, the number of names of a certificate, got ${got}; take a wildcard, or several certificates, ${RAISE}`,
  },
  {
    quota: "characters of a trust policy",
    max: 2048,
    build: (stack, count) => {
      const document = (id: string) => ({
        namePrefix: "a",
        description: "a",
        assumedBy: "ecs-tasks.amazonaws.com",
        assumeConditions: { StringEquals: { "aws:SourceAccount": id } },
      });
      new IamRole(stack, "role", document("1".repeat(count - TRUST_LENGTH)));
    },
    message: (max, got) =>
      `test/role: 'trust' should be at most ${max}, the number of characters of a role's trust policy, got ${got}; name fewer of those who may assume the role, ${RAISE}`,
  },
  {
    quota: "services of a cluster",
    max: 5000,
    build: (stack, count) => {
      const cluster = new EcsCluster(stack, "cluster", { name: "main" });
      for (const number of numbers(count)) {
        claim({ owner: cluster, kind: "service", inWords: "", hint: "" }, `s${number}`, stack);
      }
    },
    message: (max, got) =>
      `test/cluster: 'services' should be at most ${max}, the number of services of a cluster, got ${got}; make a second cluster, ${RAISE}`,
  },
];

describe("a quota that AWS raises on request", () => {
  test.each(warned)("is nothing to speak of at its limit: $quota", ({ max, build }) => {
    expect(
      warnings((stack) => {
        build(stack, max);
      }).filter(isQuota),
    ).toEqual([]);
  });

  test.each(warned)("is a warning above it: $quota", ({ max, build, message }) => {
    expect(
      warnings((stack) => {
        build(stack, max + 1);
      }).filter(isQuota),
    ).toEqual([message(max, max + 1)]);
  });
});

function isQuota(message: string): boolean {
  return message.includes("[ECS-LIMIT-");
}

const refused: Case[] = [
  {
    quota: "target groups of a balancer",
    max: 100,
    build: (stack, count) => {
      const { alb, targetGroup } = balancer(stack);
      const admin = alb.addListener("admin", { port: 8080 });
      for (const number of numbers(count / 2)) {
        const groups = {
          targetGroup: targetGroup(`a${number}`),
          alternateTargetGroup: targetGroup(`b${number}`),
        };
        // The same groups on two listeners count once.
        alb.addRule(`r${number}`, { ...groups, priority: number, paths: [`/p${number}`] });
        admin.addRule(`r${number}`, { ...groups, priority: number, paths: [`/p${number}`] });
      }
      if (count % 2 === 1) {
        alb.addRule("last", { targetGroup: targetGroup("last"), priority: count, paths: ["/last"] });
      }
    },
    message: (max, got) =>
      `test/alb: 'targetGroups' must be at most ${max}, the number of target groups of a balancer, got ${got}; ${ALBS} [ECS-LIMIT-002]`,
  },
  {
    quota: "capacity providers of a cluster",
    max: 20,
    build: (stack, count) => {
      const cluster = new EcsCluster(stack, "cluster", { name: "main" });
      const securityGroup = new SecurityGroup(stack, "g", {
        vpc: network(stack),
        namePrefix: "a",
        description: "a",
      });
      for (const number of numbers(count)) {
        const name = `group-${number}`;
        cluster.addInstanceGroup({ capacityProviderName: name, autoScalingGroupName: name, securityGroup });
      }
    },
    message: (max, got) =>
      `test/cluster: 'instances' must be at most ${max}, the number of capacity providers of a cluster, got ${got}; make larger groups, or a second cluster [ECS-LIMIT-002]`,
  },
];

describe("a limit that AWS raises for nobody", () => {
  test.each(refused)("holds as many as it says: $quota", ({ max, build }) => {
    expect(() =>
      warnings((stack) => {
        build(stack, max);
      }),
    ).not.toThrow();
  });

  test.each(refused)("fails when there is one more: $quota", ({ max, build, message }) => {
    expect(
      refusal((stack) => {
        build(stack, max + 1);
      }),
    ).toBe(message(max, max + 1));
  });
});

test("tasks whose number only Terraform knows are held against no quota", () => {
  const messages = warnings((stack) => {
    const { alb, targetGroup } = balancer(stack);
    const { numberValue } = new TerraformVariable(stack, "tasks", { type: "number" });
    alb.addRule("a", { targetGroup: targetGroup("a", numberValue), priority: 1, paths: ["/a"] });
    alb.addRule("b", { targetGroup: targetGroup("b", 1001), priority: 2, paths: ["/b"] });
  });

  expect(messages).toEqual([expect.stringContaining("number of targets of a balancer, got 1001;")]);
});
