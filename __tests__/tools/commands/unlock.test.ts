import { spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import { hostname } from "node:os";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { type FakeTerraform, fakeTerraform } from "../support/fake-terraform";
import { writeFile } from "../support/folders";
import { runCommand } from "../support/run-command";
import { temporaryProject } from "../support/temporary-project";

const WHO = `ann@${hostname()}`;
const HELD = `The state of 'acc' is locked by ${WHO} since 2026-11-21 08:00:00 UTC, for an apply; `;
const lock = { ID: "6d1f", Who: WHO, Operation: "OperationTypeApply", Created: "2026-11-21T08:00:00.5Z" };

let s3: Server;
let content: string | undefined;
let missing: "NoSuchKey" | "NoSuchBucket" = "NoSuchKey";
const requests: string[] = [];

beforeAll(async () => {
  s3 = createServer((request, response) => {
    requests.push(request.url ?? "");
    if (content === undefined) {
      response.writeHead(404, { "Content-Type": "application/xml" });
      response.end(`<Error><Code>${missing}</Code><Message>none</Message></Error>`);
    } else {
      response.end(content);
    }
  });
  await new Promise<void>((resolve) => s3.listen(0, "127.0.0.1", resolve));
});

afterAll(() => new Promise((resolve) => s3.close(resolve)));

/** Where the state is. */
function endpointOfS3(): string {
  return `http://127.0.0.1:${(s3.address() as AddressInfo).port}`;
}

/** Runs a command in a project with a state that has a lock. */
function runLocked(line: string, terraform: FakeTerraform) {
  const aws = {
    AWS_ENDPOINT_URL: endpointOfS3(),
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: "eu-west-1",
  };
  return runCommand(line, { cwd: temporaryProject(), env: { ...terraform.env, ...aws } });
}

/** Runs `npm run unlock` where the state has this lock, and a run file tells of this process. */
async function unlock(
  line: string,
  { held = true, process }: { readonly held?: boolean; readonly process?: number } = {},
) {
  content = held ? JSON.stringify(lock) : undefined;
  const terraform = fakeTerraform();
  if (process !== undefined) {
    const state = `s3://state-acc/acc.tfstate ${endpointOfS3()}`;
    const note = { state, command: "npm run deploy", processes: [{ pid: process }] };
    writeFile(join(terraform.file(".local/state/ecs-terraform-cdk/runs"), "1.json"), JSON.stringify(note));
  }
  const outcome = await runLocked(`unlock ${line}`, terraform);
  return { ...outcome, calls: terraform.calls().filter((call) => call.startsWith("force-unlock")) };
}

/** No process has it: Linux counts to 4194304 at most. */
const ENDED = 4_194_305;

describe("npm run unlock", () => {
  test("says that there is nothing to do", async () => {
    expect(await unlock("", { held: false })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("The state of 'acc' is not locked.\n") as string,
      calls: [],
    });
    expect(requests.at(-1)).toContain("acc.tfstate.tflock");
  });

  test("clears the lock of a run that is known to have ended, without asking where that is said", async () => {
    expect(await unlock("--auto-approve", { process: ENDED })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(
        "The state of 'acc' is unlocked; 'npm run plan' shows what is left to do.\n",
      ) as string,
      calls: ["force-unlock -force 6d1f"],
    });
  });

  test("knows that a run has ended which could not release its lock", async () => {
    content = JSON.stringify(lock);
    const summary = "Error releasing the state lock";
    const terraform = fakeTerraform({
      planCode: 1,
      planMessages: [{ type: "diagnostic", diagnostic: { severity: "error", summary } }],
    });
    const planned = await runLocked("plan", terraform);
    const unlocked = await runLocked("unlock --auto-approve", terraform);

    expect(planned).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`Error: ${summary}`) as string,
    });
    expect(unlocked).toMatchObject({ code: 0, stderr: expect.not.stringContaining("not known") as string });
    expect(terraform.calls().at(-1)).toBe("force-unlock -force 6d1f");
  });

  test("clears any lock by force", async () => {
    expect(await unlock("--force -c environment=prod")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(
        "The state of 'prod' is unlocked; 'npm run plan -- -c environment=prod' shows what is left to do.\n",
      ) as string,
      calls: ["force-unlock -force 6d1f"],
    });
  });

  test("tells programs which lock it has cleared", async () => {
    const { stdout } = await unlock("--force --json");

    expect(JSON.parse(stdout)).toEqual(lock);
  });

  test("fails when the bucket of the state does not exist, with the command that makes it", async () => {
    missing = "NoSuchBucket";
    const { code, stderr } = await unlock("", { held: false });
    missing = "NoSuchKey";

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "The state bucket 'state-acc' does not exist: make it once with 'npm run bootstrap'.\n",
    });
  });

  test("fails while the run is alive, and says which one it is", async () => {
    const sleeper = spawn("sleep", ["60"]);
    const outcome = await unlock("--auto-approve", { process: sleeper.pid });
    sleeper.kill();

    expect(outcome).toMatchObject({
      code: 1,
      stderr: `${HELD}that run is alive (process ${sleeper.pid ?? 0}, 'npm run deploy'): try again when it is done.\n`,
      calls: [],
    });
  });

  test("fails without asking when it is not known whether the run is alive", async () => {
    expect(await unlock("--auto-approve -c environment=prod")).toMatchObject({
      code: 1,
      stderr: `${HELD.replace("acc", "prod")}whether that run is alive is not known here: if it is not, clear the lock with 'npm run unlock -- --force -c environment=prod'.\n`,
      calls: [],
    });
  });

  test("fails when it must ask and there is no terminal", async () => {
    expect(await unlock("", { process: ENDED })).toMatchObject({
      code: 1,
      stderr: "npm run unlock asks for approval, and there is no terminal to ask on: add --auto-approve.\n",
      calls: [],
    });
  });
});
