import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";

import { localAwsEnvironment } from "../../../tools/local-aws/environment";
import { installedPythons } from "../../../tools/local-aws/find-moto";
import { type LocalAws, startLocalAws } from "../../../tools/local-aws/local-aws";
import { UserError } from "../../../tools/process/user-error";
import { temporaryFolder, writeFile, writeProgram } from "../support/folders";

const project = join(__dirname, "..", "..", "..");
const python = pythonWithMoto();

/** An environment with these programs, a stub of Terraform among them, and a CLI configuration. */
function environment(programs: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const folder = temporaryFolder();
  writeProgram(join(folder, "terraform"), "echo Terraform v1.11.4");
  for (const [name, script] of Object.entries(programs)) {
    writeProgram(join(folder, name), script);
  }
  return { PATH: folder, TF_CLI_CONFIG_FILE: writeFile(join(folder, "terraform.tfrc"), "") };
}

/** The interpreter itself and not a version manager's shim, which needs more than its own path. */
function pythonWithMoto(): string | undefined {
  const candidates = [...installedPythons(process.env), join(project, ".local-aws", "venv", "bin", "python")];
  return candidates
    .map((candidate) => {
      const probe = ["-c", "import sys, moto.server; print(sys.executable)"];
      return spawnSync(candidate, probe, { encoding: "utf8" });
    })
    .find(({ status }) => status === 0)
    ?.stdout.trim();
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("the environment of the local AWS", () => {
  const base = {
    PATH: "/bin",
    AWS_PROFILE: "prod",
    AWS_SESSION_TOKEN: "secret",
    AWS_ENDPOINT_URL_S3: "https://elsewhere",
  };

  test("leads to the emulator and to no account of the user's", () => {
    const place = { endpoint: "http://127.0.0.1:4000", region: "eu-west-1" };

    expect(localAwsEnvironment(base, place)).toEqual({
      PATH: "/bin",
      AWS_ENDPOINT_URL: "http://127.0.0.1:4000",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_REGION: "eu-west-1",
      AWS_DEFAULT_REGION: "eu-west-1",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_PAGER: "",
    });
  });
});

describe("startLocalAws", () => {
  test("fails when the emulator ends before it answers, with the last line of its log", async () => {
    const script = `test "$1" = -c && echo "$0" && echo 5.2.1 && exit; echo one >&2; echo boom >&2; exit 1`;

    await expect(startLocalAws({ env: environment({ python3: script }) })).rejects.toThrow(
      new UserError("The AWS emulator ended before it answered: boom"),
    );
  });

  test("keeps the user's profile from the emulator, which would end for a wrong one", async () => {
    const script = `test "$1" = -c && echo "$0" && echo 5.2.1 && exit; echo "profile: $AWS_PROFILE"; exit 1`;

    await expect(
      startLocalAws({ env: { ...environment({ python3: script }), AWS_PROFILE: "nonexistent" } }),
    ).rejects.toThrow(new UserError("The AWS emulator ended before it answered: profile:"));
  });

  test("is not stopped by a log that cannot be written", async () => {
    const script = `test "$1" = -c && echo "$0" && echo 5.2.1 && exit; echo boom >&2; exit 1`;
    const options = { env: environment({ python3: script }), logFile: temporaryFolder() };

    await expect(startLocalAws(options)).rejects.toThrow(
      new UserError("The AWS emulator ended before it answered: boom"),
    );
  });

  test("fails when Terraform is missing, before it starts anything", async () => {
    await expect(startLocalAws({ env: { PATH: temporaryFolder() } })).rejects.toThrow(
      /^Terraform is missing/,
    );
  });
});

if (python === undefined) {
  const reason = "no Python with moto is installed";
  if (process.env.CI === "true") {
    throw new Error(`The local AWS cannot be tested: ${reason}`);
  }
  describe.skip(`the local AWS (skipped: ${reason})`, () => {
    test("starts and stops", () => undefined);
  });
} else {
  describe("the local AWS", () => {
    const env = () => environment({ python3: `exec ${python} "$@"` });

    test("answers on 127.0.0.1, keeps state in a versioned bucket, and leaves no process", async () => {
      const logFile = join(temporaryFolder(), "moto.log");
      const aws = await startLocalAws({ env: env(), logFile });
      try {
        await aws.createStateBucket("state-acc");
        await aws.createStateBucket("state-acc");
        const versioning = await (await fetch(`${aws.endpoint}/state-acc?versioning`)).text();

        expect(aws.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
        expect(aws.env.AWS_ENDPOINT_URL).toBe(aws.endpoint);
        expect(versioning).toContain("<Status>Enabled</Status>");
        expect(isAlive(aws.pid)).toBe(true);
      } finally {
        await aws.stop();
      }
      await aws.ended;
      expect(isAlive(aws.pid)).toBe(false);
      await expect(fetch(aws.endpoint)).rejects.toThrow("fetch failed");
    });

    test("answers a call that its client repeats as before, and tells of it", async () => {
      const logFile = join(temporaryFolder(), "moto.log");
      const aws = await startLocalAws({ env: env(), logFile });
      let answers: readonly string[];
      try {
        answers = [
          await createVpc(aws, { call: "one", attempt: 1 }),
          await createVpc(aws, { call: "one", attempt: 2 }),
          await createVpc(aws, { call: "two", attempt: 1 }),
        ];
      } finally {
        await aws.stop();
      }
      const [first, repeated, other] = answers.map((answer) => /<vpcId>(.*?)<\/vpcId>/.exec(answer)?.[1]);

      expect(first).toMatch(/^vpc-/);
      expect(repeated).toBe(first);
      expect(other).not.toBe(first);
      expect(readFileSync(logFile, "utf8").match(/^An answer was lost.*$/gm)).toEqual([
        "An answer was lost and is given again: POST / CreateVpcResponse",
      ]);
    });

    test("does not repeat an answer that asks for another attempt", async () => {
      const aws = await startLocalAws({ env: env() });
      try {
        const refused = await createVpc(aws, { call: "one", attempt: 1, cidr: "nonsense" });
        const accepted = await createVpc(aws, { call: "one", attempt: 2 });

        expect(refused).toContain("<Code>InvalidParameterValue</Code>");
        expect(accepted).toContain("<CreateVpcResponse ");
      } finally {
        await aws.stop();
      }
    });

    test("ends with the process that started it, even if that is killed", async () => {
      const program = writeFile(
        join(temporaryFolder(), "holder.ts"),
        `import { type LocalAws, startLocalAws } from ${JSON.stringify(join(project, "tools", "local-aws", "local-aws"))};
         void startLocalAws().then(({ pid }) => console.log(pid));`,
      );
      const holder = spawn(process.execPath, ["--import", "tsx", program], { cwd: project, env: env() });
      const [line] = await readLines(holder.stdout, 1);
      const pid = Number(line);
      expect(isAlive(pid)).toBe(true);

      holder.kill("SIGKILL");

      const deadline = Date.now() + 20_000;
      while (isAlive(pid) && Date.now() < deadline) {
        await delay(50);
      }
      expect(isAlive(pid)).toBe(false);
    });
  });
}

/** Sends one attempt of a call, as an AWS SDK does, and gives the answer. */
async function createVpc(
  { endpoint, region }: LocalAws,
  { call, attempt, cidr = "10.0.0.0/16" }: { call: string; attempt: number; cidr?: string },
): Promise<string> {
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/ec2/aws4_request`,
      "amz-sdk-invocation-id": call,
      "amz-sdk-request": `attempt=${attempt}; max=3`,
    },
    body: new URLSearchParams({ Action: "CreateVpc", Version: "2016-11-15", CidrBlock: cidr }),
  });
  return answer.text();
}

async function readLines(stream: NodeJS.ReadableStream, count: number): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: stream })) {
    lines.push(line);
    if (lines.length === count) {
      break;
    }
  }
  return lines;
}
