import { loadClients } from "../../../tools/aws/deployment-clients";
import { watchRollouts } from "../../../tools/rollout/watch-rollouts";
import { startFakeAws } from "../support/fake-aws";

const SERVICES = ["app", "jobs"].map((service) => ({
  address: `aws_ecs_service.${service}`,
  construct: service,
  cluster: "acc",
  service,
}));

/** What each of these looks finds, given the state of each service's newest deployment: `<id> <state>`. */
async function looks(...all: readonly { inWork: string[]; states: Record<string, string> }[]) {
  let now: Record<string, string> = {};
  const aws = await startFakeAws(({ input }) => ({
    services: (input.services as string[]).map((serviceName) => {
      const [id, rolloutState] = now[serviceName]?.split(" ") ?? [];
      return { serviceName, status: "ACTIVE", deployments: [{ id, status: "PRIMARY", rolloutState }] };
    }),
  }));
  try {
    const watch = watchRollouts(await loadClients("eu-west-1", aws), SERVICES);
    const found: (string | undefined)[] = [];
    for (const { inWork, states } of all) {
      now = states;
      found.push(await watch(inWork.map((service) => `aws_ecs_service.${service}`)));
    }
    return found;
  } finally {
    await aws.close();
  }
}

const BOTH = ["app", "jobs"];
const FAILED = { app: "1 FAILED", jobs: "2 FAILED" };

describe("Terraform waits in vain", () => {
  test("when ECS has given up on all that it waits for, seen twice", async () => {
    const reason = (names: string) =>
      `Terraform was stopped: ECS has given up on the deployment of ${names}, and has no version to go back to.`;

    await expect(looks({ inWork: BOTH, states: FAILED }, { inWork: BOTH, states: FAILED })).resolves.toEqual([
      undefined,
      reason("app, jobs"),
    ]);
    await expect(
      looks({ inWork: BOTH, states: FAILED }, { inWork: ["jobs"], states: FAILED }),
    ).resolves.toEqual([undefined, reason("jobs")]);
  });

  test("not while one of them may still come up", async () => {
    const states = { ...FAILED, jobs: "2 IN_PROGRESS" };

    await expect(looks({ inWork: BOTH, states }, { inWork: BOTH, states })).resolves.toEqual([
      undefined,
      undefined,
    ]);
  });

  test("not while it works on something else, too", async () => {
    const inWork = [...BOTH, "../aws_lb.alb"];

    await expect(looks({ inWork, states: FAILED }, { inWork, states: FAILED })).resolves.toEqual([
      undefined,
      undefined,
    ]);
  });

  test("not when a rollback has begun after the first look", async () => {
    const back = { app: "3 IN_PROGRESS", jobs: "2 FAILED" };

    await expect(looks({ inWork: BOTH, states: FAILED }, { inWork: BOTH, states: back })).resolves.toEqual([
      undefined,
      undefined,
    ]);
  });
});
