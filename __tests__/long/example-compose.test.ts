import { symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { DescribeServicesCommand, DescribeTaskDefinitionCommand, ECSClient } from "@aws-sdk/client-ecs";
import { DeleteObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { AppliedState } from "../e2e/support/applied-state";
import { clientConfig } from "../e2e/support/aws-clients";
import { everythingWritten, newCanary, putSecret, readSecret } from "../e2e/support/canary";
import { CommandFolder, type Outcome } from "../e2e/support/command";
import { Deployment } from "../e2e/support/deployment";
import { describeE2e } from "../e2e/support/describe-e2e";

const MINUTES = 60_000;
const REGION = "eu-west-1";
const CLUSTER = "examples/compose/main.ts";
const ENVIRONMENT = "stacks/compose/main.ts";
const FILE = "examples/compose/docker-compose.yml";
const SECRET = "/compose/session-key";
const project = resolve(__dirname, "../..");

/** Where the commands work, so that what they keep is not in the project. */
const folder = new CommandFolder();

/** Runs `npm run compose -- …` on the emulator, as if it were an account. */
function compose(line: string): Promise<Outcome> {
  return folder.run(`compose ${line}`, undefined, { INIT_CWD: folder.path });
}

/** The services of the branches that are up. */
async function up(): Promise<Record<string, string[]>> {
  const { stdout } = await compose("ps --json");
  const branches = JSON.parse(stdout) as { name: string; services: { service: string }[] }[];
  return Object.fromEntries(branches.map(({ name, services }) => [name, services.map((one) => one.service)]));
}

async function statusOf(service: string): Promise<string | undefined> {
  const { services } = await new ECSClient({ ...clientConfig(), region: REGION }).send(
    new DescribeServicesCommand({ cluster: "cluster01", services: [service] }),
  );
  return services?.[0]?.status;
}

describeE2e("the example compose on local AWS", () => {
  const canary = newCanary();
  let cluster: Deployment;
  let branch: Deployment;

  beforeAll(async () => {
    for (const name of ["examples", "stacks"]) {
      symlinkSync(join(project, name), join(folder.path, name));
    }
    await putSecret(REGION, SECRET, canary);
    cluster = await Deployment.of(CLUSTER);
    await cluster.apply();
    const both = await Promise.all(
      ["login", "payment"].map((name) => compose(`up --name ${name} -f ${FILE}`)),
    );
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    branch = await Deployment.of(ENVIRONMENT, { name: "login", file: FILE });
  }, 8 * MINUTES);

  afterAll(async () => {
    await cluster.remove();
    await branch.remove();
    folder.remove();
  });

  test("[S3.11] the cluster is cluster01 on two t2.micro", async () => {
    const state = await AppliedState.of(cluster);

    expect(state.only("aws_ecs_cluster").name).toBe("cluster01");
    expect(state.only("aws_launch_template").instance_type).toBe("t2.micro");
    expect(state.only("aws_autoscaling_group").min_size).toBe(2);
  });

  test("[S3.7] [S3.11] a branch is one service on the cluster as it stands, and has a state of its own", async () => {
    const state = await AppliedState.of(branch);

    expect(state.list("aws_ecs_cluster")).toEqual([]);
    expect(state.only("aws_ecs_service")).toMatchObject({ name: "login", cluster: "cluster01" });
    expect(await cluster.plan()).toEqual([]);
  });

  test("[S3.8] ECS has the containers of the file, with links and limits", async () => {
    const client = new ECSClient({ ...clientConfig(), region: REGION });
    const { taskDefinition } = await client.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: "cluster01-login" }),
    );
    const containers = taskDefinition?.containerDefinitions?.map(({ name, links, cpu, memory }) => ({
      name,
      links,
      cpu,
      memory,
    }));

    expect(containers).toEqual([
      { name: "web", links: ["boot", "redis"], cpu: 100, memory: 128 },
      { name: "boot", links: ["redis"], cpu: 300, memory: 300 },
      expect.objectContaining({ name: "redis", cpu: 100, memory: 64 }),
    ]);
  });

  test("[S3.9] both branches ask for ports that ECS picks, so that they fit on the same instances", async () => {
    const client = new ECSClient({ ...clientConfig(), region: REGION });
    const ports = await Promise.all(
      ["cluster01-login", "cluster01-payment"].map(async (taskDefinition) => {
        const answer = await client.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
        return answer.taskDefinition?.containerDefinitions
          ?.flatMap(({ portMappings = [] }) => portMappings)
          .map(({ containerPort, hostPort }) => [containerPort, hostPort]);
      }),
    );

    expect(ports).toEqual([
      [
        [5000, 0],
        [8080, 0],
      ],
      [
        [5000, 0],
        [8080, 0],
      ],
    ]);
  });

  test("[S3.10] branches that are up are listed", async () => {
    const { stdout, code } = await compose("ps");

    expect(await up()).toEqual({ login: ["login"], payment: ["payment"] });
    expect(code).toBe(0);
    expect(stdout.split("\n").map((line) => line.split(/ +/).slice(0, 2))).toEqual([
      ["NAME", "SERVICE"],
      ["login", "login"],
      ["payment", "payment"],
      [""],
    ]);
  });

  test("a second plan of a branch is empty", async () => {
    expect(await branch.plan()).toEqual([]);
  });

  test("the secret is in neither JSON, plan nor state", async () => {
    await branch.plan();
    const written = await everythingWritten(branch, []);

    expect(await readSecret(REGION, SECRET)).toBe(canary);
    for (const text of Object.values(written)) {
      expect(text).not.toContain(canary);
    }
    expect(written.state).toContain(SECRET);
  });

  test(
    "fails when somebody else is changing the branch, with who it is, and changes nothing",
    async () => {
      const lock = JSON.stringify({
        ID: "1",
        Operation: "OperationTypeApply",
        Who: "ann@laptop",
        Created: "2026-11-21T08:00:00.5Z",
      });
      const client = new S3Client({ ...clientConfig(), region: REGION, forcePathStyle: true });
      const object = {
        Bucket: "compose-terraform-state",
        Key: "examples/compose/login/terraform.tfstate.tflock",
      };
      await client.send(new PutObjectCommand({ ...object, Body: lock }));
      const outcome = await compose("down --name login --auto-approve");
      await client.send(new DeleteObjectCommand(object));

      expect(outcome).toMatchObject({
        code: 1,
        stderr:
          "The state of 'login' is locked by ann@laptop since 2026-11-21 08:00:00 UTC, for an apply; whether that run is alive is not known here: " +
          `if it is not, clear the lock with 'npm run unlock -- --app "node --import tsx ${ENVIRONMENT}" -c name=login -c file='.\n`,
      });
      expect(await statusOf("login")).toBe("ACTIVE");
    },
    2 * MINUTES,
  );

  test("fails when there is no such branch", async () => {
    expect(await compose("down --name nobody --auto-approve")).toMatchObject({
      code: 1,
      stderr: "There is no 'nobody': 'npm run compose -- ps' lists what is up.\n",
    });
  });

  test("fails when there is no such cluster, before anything is made", async () => {
    const outcome = await compose(`up --name other -f ${FILE} --cluster cluster99`);

    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain(
      "There is no cluster 'cluster99' in eu-west-1: deploy it first, or name another with --cluster.\n",
    );
    expect(await compose("down --name other --auto-approve")).toMatchObject({ code: 1 });
  });

  test(
    "[S3.10] one branch goes, the other and the cluster stay; taking it down twice is fine",
    async () => {
      const first = await compose("down --name payment --auto-approve");
      const second = await compose("down --name payment --auto-approve");

      expect([first.code, second.code]).toEqual([0, 0]);
      expect(second.stdout).toContain("'payment' is down already.\n");
      expect(await up()).toEqual({ login: ["login"] });
      expect(await statusOf("login")).toBe("ACTIVE");
      expect(await statusOf("payment")).not.toBe("ACTIVE");
      expect(await cluster.plan()).toEqual([]);
    },
    4 * MINUTES,
  );

  test(
    "everything can be destroyed",
    async () => {
      const { code, stderr } = await compose("down --name login --auto-approve");
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      await cluster.destroy();

      expect(await up()).toEqual({});
      expect(await cluster.resources()).toEqual([]);
    },
    6 * MINUTES,
  );
});
