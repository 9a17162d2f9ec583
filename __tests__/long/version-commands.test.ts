import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createStateBucket } from "../../tools/local-aws/state-bucket";
import { CommandFolder } from "../e2e/support/command";
import { describeE2e, localAws } from "../e2e/support/describe-e2e";

const MINUTES = 60_000;
const NAME = "versioned";

describeE2e("versions on local AWS", () => {
  // One service without a load balancer: what takes no time.
  const folder = CommandFolder.ofEnvironment(NAME, {
    stateBucket: `${NAME}-states`,
    topics: {},
    instances: { default: { instanceType: "t3.small", minSize: 0, maxSize: 1 } },
    services: { app: { repository: "example/app", containers: [{ memoryMiB: 64 }] } },
  });

  const committed = () =>
    (JSON.parse(readFileSync(join(folder.path, "cdktf.json"), "utf8")) as { context: Record<string, string> })
      .context["app.version"];
  const deploy = () => folder.run("deploy --auto-approve");
  const versions = async () => JSON.parse((await folder.run("versions --json")).stdout) as unknown;
  const row = (version: string, runs: string) => [
    { environment: NAME, service: "app", committed: version, runs, rollout: "steady" },
  ];

  beforeAll(() => createStateBucket(localAws().AWS_ENDPOINT_URL ?? "", `${NAME}-states`, "eu-west-1"));

  afterAll(() => {
    folder.remove();
  });

  test(
    "are committed by bump and rollback, shown by versions, and deployed by deploy alone",
    async () => {
      expect(await deploy()).toMatchObject({ code: 0, stderr: "" });
      const bumped = await folder.run("bump app v2 --json");
      expect(JSON.parse(bumped.stdout)).toMatchObject({
        plan: {
          rollouts: [{ construct: "app", images: [{ from: "example/app:v1", to: "example/app:v2" }] }],
        },
      });
      expect([committed(), await versions()]).toEqual(["v2", row("v2", "v1")]);

      expect(await deploy()).toMatchObject({ code: 0, stderr: "" });
      expect(await versions()).toEqual(row("v2", "v2"));

      expect(await folder.run("rollback app --no-plan")).toMatchObject({ code: 0 });
      expect([committed(), await versions()]).toEqual(["v1", row("v1", "v2")]);

      expect(await deploy()).toMatchObject({ code: 0, stderr: "" });
      expect(await versions()).toEqual(row("v1", "v1"));
      const plan = await folder.run("plan --json");
      expect(JSON.parse(plan.stdout)).toMatchObject({ add: 0, change: 0, destroy: 0 });
    },
    12 * MINUTES,
  );

  test(
    "and the environment that has them can be destroyed",
    async () => {
      expect(await folder.run("destroy --auto-approve")).toMatchObject({ code: 0 });
      expect(await versions()).toEqual([{ environment: NAME }]);
    },
    6 * MINUTES,
  );
});
