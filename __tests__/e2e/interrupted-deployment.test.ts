import { readdirSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { DescribeClustersCommand, ECSClient } from "@aws-sdk/client-ecs";
import { HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { createStateBucket } from "../../tools/local-aws/state-bucket";
import { clientConfig } from "./support/aws-clients";
import { CommandFolder } from "./support/command";
import { describeE2e, localAws } from "./support/describe-e2e";

const MINUTES = 60_000;
const PROGRAM = "__tests__/e2e/programs/one-cluster.ts";

async function clusterStatus(name: string): Promise<string | undefined> {
  const { clusters } = await new ECSClient(clientConfig()).send(
    new DescribeClustersCommand({ clusters: [name] }),
  );
  return clusters?.[0]?.status;
}

/** The process id of the Terraform that works now, as the run file of the command tells. */
function runningTerraform({ path }: CommandFolder): number {
  const runs = join(path, "state/ecs-terraform-cdk/runs");
  const [file = ""] = readdirSync(runs);
  const { processes } = JSON.parse(readFileSync(join(runs, file), "utf8")) as {
    processes: { pid: number }[];
  };
  return processes[1]?.pid ?? 0;
}

/** Waits until Terraform has locked the state. */
async function untilLocked(name: string): Promise<void> {
  const client = new S3Client({ ...clientConfig(), forcePathStyle: true });
  const lock = new HeadObjectCommand({ Bucket: `${name}-states`, Key: "terraform.tfstate.tflock" });
  while (
    !(await client.send(lock).then(
      () => true,
      () => false,
    ))
  ) {
    await delay(100);
  }
}

describeE2e("a deployment on local AWS", () => {
  const folder = new CommandFolder(PROGRAM);

  afterAll(() => {
    folder.remove();
  });

  test(
    "that is interrupted finishes what it has begun, leaves no lock, and the next one goes on from there",
    async () => {
      const name = "interrupted";
      await createStateBucket(localAws().AWS_ENDPOINT_URL ?? "", `${name}-states`, "eu-west-1");
      let pressed = false;
      const first = await folder.run(`deploy --auto-approve -c name=${name}`, (child, text) => {
        if (!pressed && text.includes(`Deploying ${name}`)) {
          pressed = true;
          setTimeout(() => child.kill("SIGINT"), 4000);
        }
      });
      const second = await folder.run(`deploy --auto-approve -c name=${name}`);
      const third = await folder.run(`plan --json -c name=${name}`);

      expect(first.code).toBe(130);
      expect(second).toMatchObject({ code: 0, stderr: "" });
      expect(await clusterStatus(name)).toBe("ACTIVE");
      expect(JSON.parse(third.stdout)).toMatchObject({ add: 0, change: 0, destroy: 0 });
      expect(await folder.run(`destroy --auto-approve -c name=${name}`)).toMatchObject({ code: 0 });
      expect(await clusterStatus(name)).not.toBe("ACTIVE");
    },
    5 * MINUTES,
  );

  test(
    "whose Terraform is killed has failed; the lock that it leaves says so, and can be cleared",
    async () => {
      const name = "killed";
      await createStateBucket(localAws().AWS_ENDPOINT_URL ?? "", `${name}-states`, "eu-west-1");
      let killed = false;
      const first = await folder.run(`deploy --auto-approve -c name=${name}`, (_, text) => {
        if (!killed && text.includes(`Deploying ${name}`)) {
          killed = true;
          void untilLocked(name).then(() => process.kill(runningTerraform(folder), "SIGKILL"));
        }
      });
      const second = await folder.run(`deploy --auto-approve -c name=${name}`);
      const unlocked = await folder.run(`unlock --auto-approve -c name=${name}`);
      const third = await folder.run(`plan --json -c name=${name}`);

      expect(first.code).toBe(1);
      expect(first.stderr).toContain(`Terraform was killed (SIGKILL) while it worked on '${name}'`);
      expect(first.stdout).not.toContain("Outputs:");
      expect(second).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(
          new RegExp(
            `^The state of '${name}' is locked by \\S+@${hostname()} since \\S+ \\S+ UTC, for an apply; ` +
              "that run \\('npm run deploy'\\) has ended without unlocking: clear the lock with 'npm run unlock -- ",
          ),
        ) as string,
      });
      expect(unlocked).toMatchObject({ code: 0, stderr: "" });
      expect(third.code).toBe(0);
    },
    5 * MINUTES,
  );
});
