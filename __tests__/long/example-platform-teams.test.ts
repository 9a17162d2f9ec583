import { decide } from "../judges/iam/decide";
import { readStatement } from "../judges/iam/policies";
import { AppliedState } from "../e2e/support/applied-state";
import { CommandFolder } from "../e2e/support/command";
import { Deployment } from "../e2e/support/deployment";
import { describeE2e } from "../e2e/support/describe-e2e";

const MINUTES = 60_000;
const MAIN = "examples/platform-teams/main.ts";
const GUEST = "examples/platform-teams/guest.ts";

type StackName = "platform" | "team-a" | "team-b" | "guest";

describeE2e("the example platform-teams on local AWS", () => {
  const applied = new Map<StackName, Deployment>();

  /** A stack as the program has it with team B or without. */
  function stack(name: StackName, context: Readonly<Record<string, string>> = {}): Promise<Deployment> {
    return Deployment.of(name === "guest" ? GUEST : MAIN, context, name);
  }

  async function apply(name: StackName, context?: Readonly<Record<string, string>>): Promise<void> {
    const deployment = await stack(name, context);
    applied.set(name, deployment);
    await deployment.apply();
  }

  function deploymentOf(name: StackName): Deployment {
    const deployment = applied.get(name);
    if (deployment === undefined) {
      throw new Error(`${name} is not applied`);
    }
    return deployment;
  }

  /** What is in the states of the stacks, to the letter. */
  function states(...names: readonly StackName[]): Promise<string[]> {
    return Promise.all(names.map((name) => deploymentOf(name).readState()));
  }

  /** What a plan of each stack would change. */
  async function plans(names: readonly StackName[], context?: Readonly<Record<string, string>>) {
    const changes: Partial<Record<StackName, readonly string[]>> = {};
    for (const name of names) {
      const deployment = await stack(name, context);
      changes[name] = await deployment.plan();
      await deployment.remove();
    }
    return changes;
  }

  beforeAll(async () => {
    await apply("platform", { teamB: "false" });
    await apply("team-a", { teamB: "false" });
  }, 8 * MINUTES);

  afterAll(async () => {
    for (const deployment of applied.values()) {
      await deployment.remove();
    }
  });

  test("fails when a team takes the priority of another one, before anything is planned", async () => {
    const folder = new CommandFolder("__tests__/e2e/programs/same-priority.ts");
    try {
      await expect(folder.run("plan")).resolves.toMatchObject({
        code: 1,
        stderr:
          "team-b/service: 'loadBalancer.priority' must be unique in the listener, got 100; " +
          "'team-a/service/target-group' has it: choose another priority\n",
      });
    } finally {
      folder.remove();
    }
  });

  test(
    "a team that is added changes neither the platform nor the other team, and nothing is left to do",
    async () => {
      await apply("team-b");

      await expect(plans(["platform", "team-a", "team-b"])).resolves.toEqual({
        platform: [],
        "team-a": [],
        "team-b": [],
      });
    },
    5 * MINUTES,
  );

  test(
    "a new version of team A changes its task definition and its service, and touches no other state",
    async () => {
      const before = await states("platform", "team-b");
      const deployment = deploymentOf("team-a");
      const changes = await deployment.plan("-var=orders_version=v2");
      await deployment.applyPlan();

      expect(changes).toEqual(["aws_ecs_service update", "aws_ecs_task_definition replace"]);
      await expect(states("platform", "team-b")).resolves.toEqual(before);
      await expect(plans(["platform", "team-b"])).resolves.toEqual({ platform: [], "team-b": [] });
    },
    5 * MINUTES,
  );

  test("the deployer of team A may deploy its own service and nothing of the platform and of team B", async () => {
    const [platform, teamA, teamB] = await Promise.all(
      (["platform", "team-a", "team-b"] as const).map((name) => AppliedState.of(deploymentOf(name))),
    );
    const policies = teamA?.list("aws_iam_policy") ?? [];
    const identity = policies.flatMap(({ policy }) => {
      const { Statement } = JSON.parse(String(policy)) as {
        Statement: Parameters<typeof readStatement>[0][];
      };
      return Statement.map(readStatement);
    });
    const decision = (action: string, resource: unknown, context = {}) =>
      decide({ principal: { AWS: "team-a" }, action, resource: String(resource), context }, { identity });
    const only = (state: AppliedState | undefined, type: string) => state?.only(type) ?? {};
    const toTasks = { "iam:PassedToService": "ecs-tasks.amazonaws.com" };
    const object = (name: string) =>
      `arn:aws:s3:::platform-teams-terraform-state/examples/platform-teams/${name}.tfstate`;
    const role = (state: AppliedState | undefined) => state?.list("aws_iam_role")[0]?.arn;
    const deploy = (state: AppliedState | undefined, name: string) => ({
      register: decision("ecs:RegisterTaskDefinition", only(state, "aws_ecs_task_definition").arn),
      update: decision("ecs:UpdateService", only(state, "aws_ecs_service").id),
      pass: decision("iam:PassRole", role(state), toTasks),
      write: decision("s3:PutObject", object(name)),
    });

    expect(policies).toHaveLength(3);
    expect(deploy(teamA, "team-a")).toEqual(each("allowed"));
    expect(deploy(teamB, "team-b")).toEqual(each("allowed by no statement"));
    expect([
      decision("s3:PutObject", object("platform")),
      decision("s3:GetObject", object("team-b")),
      decision("iam:PassRole", role(platform), toTasks),
      decision("ecs:UpdateCluster", only(platform, "aws_ecs_cluster").arn),
      decision("elasticloadbalancing:CreateRule", only(platform, "aws_lb_listener").arn),
    ]).toEqual(Array(5).fill("allowed by no statement"));
    // It reads what the platform tells.
    expect(decision("s3:GetObject", object("platform"))).toBe("allowed");
  });

  test(
    "a program that knows only ids adds a service and changes nobody's plan; from where it has the ids changes what its deployer may read only",
    async () => {
      await apply("guest");

      await expect(plans(["guest"], { idsFrom: "state" })).resolves.toEqual({
        guest: ["aws_iam_policy update"],
      });
      await expect(plans(["platform", "team-b"])).resolves.toEqual({ platform: [], "team-b": [] });
    },
    5 * MINUTES,
  );

  test(
    "a team that goes leaves nothing, and changes neither the platform nor the other team nor the guest",
    async () => {
      const before = await states("platform", "team-a", "guest");
      await deploymentOf("team-b").destroy();

      await expect(deploymentOf("team-b").resources()).resolves.toEqual([]);
      await expect(states("platform", "team-a", "guest")).resolves.toEqual(before);
      await expect(plans(["platform"], { teamB: "false" })).resolves.toEqual({ platform: [] });
      await expect(deploymentOf("team-a").plan("-var=orders_version=v2")).resolves.toEqual([]);
      await expect(plans(["guest"])).resolves.toEqual({ guest: [] });
    },
    5 * MINUTES,
  );

  test(
    "destroying the guest, team A and the platform leaves nothing",
    async () => {
      for (const name of ["guest", "team-a", "platform"] as const) {
        await deploymentOf(name).destroy();
        await expect(deploymentOf(name).resources()).resolves.toEqual([]);
      }
    },
    8 * MINUTES,
  );
});

/** The same decision about all that a deployment takes. */
function each<Decision>(decision: Decision) {
  return { register: decision, update: decision, pass: decision, write: decision };
}
