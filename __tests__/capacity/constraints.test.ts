import { Token } from "cdktf";
import { ExistingCluster } from "../../modules/ecs-cluster";
import { DaemonService, EcsService } from "../../modules/ecs-service";
import { refusal, warnings } from "../support/synth";
import { container } from "../support/task";
import { asks, place } from "./placed";

const ZONES = { "eu-west-1a": "subnet-a", "eu-west-1b": "subnet-b" };

const NONE_STOPS_FIRST = { desiredCount: 3, minimumHealthyPercent: 100 };

/** A service whose tasks ask for instances by expressions. */
const app = (...expressions: string[]) => ({
  app: { desiredCount: 1, placementConstraints: expressions.map((memberOf) => ({ memberOf })) },
});

const daemon = (memberOf: string, cpu = 0): Pick<Parameters<typeof place>[0], "more"> => ({
  more: ({ stack, cluster }) => {
    new DaemonService(stack, "agent", {
      ...{ cluster, name: "agent", containers: [container({ cpu })] },
      placementConstraints: [{ memberOf }],
    });
  },
});

describe("a constraint that no instance fulfils (ECS-FIT-010)", () => {
  test("fails when it asks for another type", () => {
    expect(refusal(place({ services: app("attribute:ecs.instance-type =~ c7g.*") }))).toBe(
      `test/app: 'placementConstraints[0].memberOf' must be fulfilled by the instances of group 'default', whose ecs.instance-type is t3.small, got "attribute:ecs.instance-type =~ c7g.*"; correct it, or change 'instanceType' of the group: no task would ever find a place [ECS-FIT-010]`,
    );
    expect(warnings(place({ services: app("attribute:ecs.instance-type =~ t3.*") }))).toEqual([]);
  });

  test("fails when it asks for other processors, or another operating system", () => {
    expect(refusal(place({ services: app("attribute:ecs.cpu-architecture == arm64") }))).toBe(
      `test/app: 'placementConstraints[0].memberOf' must be fulfilled by the instances of group 'default', whose ecs.cpu-architecture is x86_64, got "attribute:ecs.cpu-architecture == arm64"; correct it, or change 'instanceType' of the group: no task would ever find a place [ECS-FIT-010]`,
    );
    expect(refusal(place({ services: app("attribute:ecs.os-type == windows") }))).toBe(
      `test/app: 'placementConstraints[0].memberOf' must be fulfilled by the instances of group 'default', whose ecs.os-type is linux, got "attribute:ecs.os-type == windows"; correct it: no task would ever find a place [ECS-FIT-010]`,
    );
    const both = "attribute:ecs.cpu-architecture == x86_64 and attribute:ecs.os-type == linux";
    expect(warnings(place({ services: app(both) }))).toEqual([]);
  });

  test("fails when it asks for a zone in which there is none", () => {
    const inZones = (...zones: string[]) =>
      place({
        network: { privateSubnetIds: ZONES },
        services: app(`attribute:ecs.availability-zone in [${zones.join(", ")}]`),
      });

    expect(refusal(inZones("eu-west-1c"))).toBe(
      `test/app: 'placementConstraints[0].memberOf' must be fulfilled by the instances of group 'default', whose ecs.availability-zone is eu-west-1a or eu-west-1b, got "attribute:ecs.availability-zone in [eu-west-1c]"; correct it, or change the zones of its network: no task would ever find a place [ECS-FIT-010]`,
    );
    expect(warnings(inZones("eu-west-1b", "eu-west-1c"))).toEqual([]);
  });

  test("fails when the group gives its instances another value", () => {
    const groups = { default: { instanceAttributes: { purpose: "general" } } };

    expect(refusal(place({ groups, services: app("attribute:purpose == batch") }))).toBe(
      `test/app: 'placementConstraints[0].memberOf' must be fulfilled by the instances of group 'default', whose purpose is general, got "attribute:purpose == batch"; correct it, or change 'instanceAttributes' of the group: no task would ever find a place [ECS-FIT-010]`,
    );
    expect(warnings(place({ groups, services: app("attribute:purpose == general") }))).toEqual([]);
  });

  test("fails when no instance fulfils all of several, though each of them is fulfilled by some", () => {
    const groups = { default: { instanceType: "t3.small", spot: { instanceTypes: ["c5.xlarge"] } } };
    const [small, large] = ["attribute:ecs.instance-type == t3.small", "attribute:ecs.instance-type =~ c5.*"];

    expect(refusal(place({ groups, services: app(small, large) }))).toBe(
      `test/app: 'placementConstraints' must be fulfilled by the instances of group 'default', whose ecs.instance-type is t3.small or c5.xlarge, got ["attribute:ecs.instance-type == t3.small","attribute:ecs.instance-type =~ c5.*"]; correct it, or change 'instanceType' of the group: no task would ever find a place [ECS-FIT-010]`,
    );
    expect(warnings(place({ groups, services: app(small) }))).toEqual([]);
    expect(warnings(place({ groups, services: app(large) }))).toEqual([]);
  });

  test("fails for each group that tasks are placed on, and for a daemon only where no group has such instances", () => {
    const groups = { a: {}, b: { instanceType: "c5.xlarge" } };
    const message = (path: string, where: string, types: string, got: string) =>
      `${path}: 'placementConstraints[0].memberOf' must be fulfilled by the instances of ${where}, whose ecs.instance-type is ${types}, got "attribute:ecs.instance-type =~ ${got}"; correct it, or change 'instanceType' of the group: no task would ever find a place [ECS-FIT-010]`;
    const onBoth = { groups, strategy: ["a", "b"] };

    expect(refusal(place({ ...onBoth, services: app("attribute:ecs.instance-type =~ c5.*") }))).toBe(
      message("test/app", "group 'a'", "t3.small", "c5.*"),
    );
    expect(warnings(place({ ...onBoth, services: app("attribute:ecs.instance-type =~ .*") }))).toEqual([]);
    expect(refusal(place({ groups, ...daemon("attribute:ecs.instance-type =~ m5.*") }))).toBe(
      message("test/agent", "group 'a' and group 'b'", "t3.small or c5.xlarge", "m5.*"),
    );
    expect(warnings(place({ groups, ...daemon("attribute:ecs.instance-type =~ c5.*") }))).toEqual([]);
  });
});

describe("a constraint of which it cannot be told whether instances fulfil it (ECS-FIT-011)", () => {
  test("is warned of where it asks for an attribute that nothing gives", () => {
    const groups = { default: { instanceAttributes: { purpose: "batch" } } };

    expect(warnings(place({ groups, services: app("attribute:purpos == batch") }))).toEqual([
      `test/app: 'placementConstraints[0].memberOf' should ask for attributes that the instances of group 'default' are given, and nothing here gives them purpos, got "attribute:purpos == batch"; correct it, add to 'instanceAttributes' of the group, or acknowledge what else gives it [ECS-FIT-011]`,
    ]);
  });

  test("is warned of where it is not read as ECS surely reads it", () => {
    expect(warnings(place({ services: app("attribute:ecs.instance-type = t3.small") }))).toEqual([
      `test/app: 'placementConstraints[0].memberOf' should be an expression that is understood here, to check whether instances fulfil it, got "attribute:ecs.instance-type = t3.small"; write it like attribute:ecs.instance-type =~ t3.*, with parentheses where 'and' meets 'or', or acknowledge it [ECS-FIT-011]`,
    ]);
  });

  test.each([
    "attribute:purpose != batch",
    "not(attribute:purpose exists)",
    "attribute:ecs.ami-id == ami-1234abcd",
    "attribute:com.amazonaws.ecs.capability.privileged-container exists",
    "task:group == service:web",
    // Zones of subnets that are only listed are not known.
    "attribute:ecs.availability-zone == eu-west-1c",
  ])("is left alone where it is %s", (expression) => {
    expect(warnings(place({ services: app(expression) }))).toEqual([]);
  });

  test("is left alone where only Terraform knows, or another setting says, what is given", () => {
    const unknown = { default: { instanceAttributes: { purpose: Token.asString({ unresolved: true }) } } };
    const config = { default: { agentConfig: { ECS_INSTANCE_ATTRIBUTES: '{"purpose":"batch"}' } } };
    const services = app("attribute:purpose == batch");

    expect(warnings(place({ groups: unknown, services }))).toEqual([]);
    expect(warnings(place({ groups: config, services }))).toEqual([]);
  });

  test("is left alone on instances of another program", () => {
    const existing = place({
      groups: {},
      more: ({ stack }) => {
        const cluster = new ExistingCluster(stack, "existing", { name: "other" });
        new EcsService(stack, "app", {
          ...{ cluster, name: "app", containers: [container()] },
          placementConstraints: [{ memberOf: "attribute:purpose = batch" }],
        });
      },
    });
    expect(warnings(existing)).toEqual([]);
  });
});

describe("of several types, tasks are held against those that their constraints leave", () => {
  const groups = { default: { instanceType: "t3.small", spot: { instanceTypes: ["c5.xlarge"] } } };
  const on = (type: string) => ({
    app: { ...app(`attribute:ecs.instance-type == ${type}`).app, ...asks({ cpu: 4096 }) },
  });

  test("fails when they do not fit there, and is no warning where they do", () => {
    expect(refusal(place({ groups, services: on("t3.small") }))).toBe(
      "test/app: 'containers' must reserve at most 2048 CPU units in sum: a t3.small of group 'default' has no more for tasks, got 4096; reserve less, or take a larger instance type [ECS-FIT-001]",
    );
    expect(warnings(place({ groups, services: on("c5.xlarge") }))).toEqual([]);
  });

  test("fails when there are more of them than such instances hold", () => {
    const services = (type: string, desiredCount: number) => ({
      app: { ...app(`attribute:ecs.instance-type == ${type}`).app, ...asks({ cpu: 2048 }), desiredCount },
    });

    expect(refusal(place({ groups, services: services("t3.small", 4) }))).toContain(
      "test/app: 'desiredCount' must be at most 3: group 'default' has at most 3 instances, and a t3.small holds 1 of the tasks",
    );
    expect(warnings(place({ groups, services: services("c5.xlarge", 4) }))).toEqual([]);
  });

  test("fails when a deployment has no room on them", () => {
    const services = (type: string) => ({
      app: {
        ...app(`attribute:ecs.instance-type == ${type}`).app,
        ...asks({ cpu: 2048 }),
        ...NONE_STOPS_FIRST,
      },
    });

    expect(refusal(place({ groups, services: services("t3.small") }))).toBe(
      "test/app: 'minimumHealthyPercent' must let one of 3 tasks stop first, since there is no room for one more, got 100; take minimumHealthyPercent 66 or maxSize 4 of group 'default' [ECS-ROLL-001]",
    );
    expect(warnings(place({ groups, services: services("c5.xlarge") }))).toEqual([]);
  });

  test("a daemon takes its units where it surely is, and none where it cannot be", () => {
    const two = { a: {}, b: { instanceType: "c5.xlarge" } };
    const services = (strategy: string, cpu: number) =>
      place({
        groups: two,
        strategy: [strategy],
        services: { app: { ...asks({ cpu }), desiredCount: 1 } },
        ...daemon("attribute:ecs.instance-type == t3.small", 128),
      });

    expect(refusal(services("a", 2048))).toContain("must reserve at most 1920 CPU units in sum: a t3.small");
    expect(warnings(services("b", 4096))).toEqual([]);
  });
});
