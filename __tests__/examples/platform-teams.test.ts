import { App } from "cdktf";
import { GuestStack } from "../../examples/platform-teams/guest-stack";
import { PlatformStack } from "../../examples/platform-teams/platform-stack";
import { TeamStack, type TeamService } from "../../examples/platform-teams/team-stack";
import { policyStatements } from "../support/policy-statements";
import { synthesizeApp } from "../support/several-stacks";
import type { SynthesizedStack } from "../support/synth";

const TEAMS: readonly TeamService[] = [
  { name: "orders", priority: 100 },
  { name: "search", priority: 200, networkMode: "awsvpc" },
];

/** The example with so many teams. */
function synthesizeTeams(count: number): Record<string, SynthesizedStack> {
  const app = new App();
  const platform = new PlatformStack(app, "platform");
  for (const service of TEAMS.slice(0, count)) {
    new TeamStack(app, `team-${service.name}`, { platform, service });
  }
  return synthesizeApp(app);
}

function synthesizeGuest(idsFrom: "parameters" | "state"): SynthesizedStack {
  const app = new App();
  new GuestStack(app, "guest", { idsFrom });
  const { guest } = synthesizeApp(app);
  if (guest === undefined) {
    throw new Error("there is no stack guest");
  }
  return guest;
}

/** What a deployer may read of other states and of SSM. */
function reads(stack: SynthesizedStack | undefined): unknown[] {
  return (stack?.list("aws_iam_policy") ?? [])
    .flatMap(({ policy }) => policyStatements(policy))
    .filter(({ Action }) => ["s3:GetObject", "ssm:GetParameter"].includes([Action].flat().join()))
    .flatMap(({ Resource }) => Resource);
}

test("the platform is the same with two teams, one and none", () => {
  const [none, one, two] = [0, 1, 2].map((count) => synthesizeTeams(count).platform?.json);

  expect(one).toEqual(none);
  expect(two).toEqual(none);
});

test("a team is the same with another beside it and without", () => {
  expect(synthesizeTeams(2)["team-orders"]?.json).toEqual(synthesizeTeams(1)["team-orders"]?.json);
});

test("nothing waits for a resource of another state, which Terraform would refuse", () => {
  const waits = Object.values(synthesizeTeams(2)).flatMap(
    ({ json }) => JSON.stringify(json).match(/"depends_on":\[[^\]]*\]/g) ?? [],
  );

  expect(waits.length).toBeGreaterThan(3);
  expect(waits.filter((wait) => wait.includes("terraform_remote_state"))).toEqual([]);
});

test("a deployer may read the platform's state, which its team refers to, and no other team's", () => {
  expect(reads(synthesizeTeams(2)["team-orders"])).toEqual([
    "arn:aws:s3:::platform-teams-terraform-state/examples/platform-teams/platform.tfstate",
  ]);
});

test("a guest's deployer may read the parameters that it uses, and no state but its own", () => {
  expect(reads(synthesizeGuest("parameters"))).toEqual(
    [
      "alb_security_group_id",
      "alerts_topic_arn",
      "instances_security_group_id",
      "listener_arn",
      "private_subnet_ids",
      "vpc_cidr_block",
      "vpc_id",
    ].map((name) => expect.stringMatching(new RegExp(`:parameter/platform/shared/${name}$`)) as string),
  );
});

test.each(["parameters", "state"] as const)(
  "a guest with ids from %s makes its own listener rule and no security group",
  (idsFrom) => {
    const guest = synthesizeGuest(idsFrom);

    expect(guest.only("aws_lb_listener_rule")).toMatchObject({ priority: 1000 });
    expect(guest.types.filter((type) => type.includes("security_group"))).toEqual([]);
    expect(guest.only("aws_ecs_service")).toMatchObject({
      cluster: "platform",
      capacity_provider_strategy: [{ capacity_provider: "platform-default", weight: 1 }],
    });
  },
);
