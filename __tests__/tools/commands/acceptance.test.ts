import { mkdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { delimiter, dirname, join } from "node:path";

import type { AcceptanceReport } from "../../../tools/acceptance/acceptance-report";
import { fakeTerraform } from "../support/fake-terraform";
import { temporaryFolder, writeFile } from "../support/folders";
import { runCommand } from "../support/run-command";
import { temporaryProject } from "../support/temporary-project";

/** What AWS answers, as far as the run asks: there is nothing, and all that is to be made or deleted is. */
const ANSWERS: readonly (readonly [RegExp, number, string])[] = [
  [
    /Action=GetCallerIdentity/,
    200,
    "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/ann</Arn><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>",
  ],
  [
    /Action=DescribeInstances/,
    200,
    "<DescribeInstancesResponse><reservationSet/></DescribeInstancesResponse>",
  ],
  [
    /Action=DescribeNatGateways/,
    200,
    "<DescribeNatGatewaysResponse><natGatewaySet/></DescribeNatGatewaysResponse>",
  ],
  [/^GET \S+terraform\.tfstate/, 404, "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>"],
  [/^GET \S+versions/, 200, "<ListVersionsResult></ListVersionsResult>"],
  [/^DELETE /, 204, ""],
  [/^PUT /, 200, ""],
  [/^POST /, 200, "{}"],
];

let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      const call = `${request.method ?? ""} ${request.url ?? ""} ${body}`;
      const [, status, answer] = ANSWERS.find(([pattern]) => pattern.test(call)) ?? ["", 404, ""];
      response.writeHead(status).end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Runs `npm run acceptance` where each plan has a change, and what Terraform applies takes a while. */
async function acceptance(line: string, { interruptAt }: { readonly interruptAt?: string } = {}) {
  const terraform = fakeTerraform();
  const cwd = temporaryProject();
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const main = readFileSync(join(cwd, "main.ts"), "utf8");
  writeFile(join(cwd, "stacks/acceptance/main.ts"), main);
  writeFile(
    join(cwd, "cdktf.json"),
    JSON.stringify({ context: { environment: "acc", "app.version": "v1", name: "", region: "" } }),
  );
  writeFile(
    join(cwd, ".local-aws/running.json"),
    JSON.stringify({ endpoint, region: "eu-west-1", pid: process.pid }),
  );
  let pressed = false;
  const outcome = await runCommand(`acceptance ${line}`, {
    cwd,
    env: { ...terraform.env, PATH: [terraform.env.PATH, dirname(process.execPath)].join(delimiter) },
    onOutput: (child, text) => {
      if (!pressed && interruptAt !== undefined && text.includes(interruptAt)) {
        pressed = true;
        child.kill("SIGINT");
      }
    },
  });
  return { ...outcome, cwd, terraform };
}

describe("npm run acceptance", () => {
  test("destroys after Ctrl-C, and says which steps were run", async () => {
    const { code, stdout, cwd, terraform } = await acceptance("--local --auto-approve", {
      interruptAt: "First deployment\n",
    });
    const report = JSON.parse(
      readFileSync(join(cwd, "acceptance-report/acceptance.json"), "utf8"),
    ) as AcceptanceReport;
    const outcomes = report.steps
      .filter(({ needs }) => needs.length === 0)
      .map(({ name, outcome, detail }) => `${name}: ${outcome}, ${detail}`);

    expect(outcomes).toEqual([
      `Make a bucket for the state: passed, ${report.name}-terraform-state`,
      "First deployment: failed, interrupted",
      "Service steady: not run, interrupted",
      "Second plan: not run, interrupted",
      "New version: not run, interrupted",
      "Broken version: not run, interrupted",
      "Good version after the broken one: not run, interrupted",
      "Destroy: passed, 0 destroyed",
      "Leftovers: passed, none; 0 that have ended are listed for a while",
      `Delete the bucket for the state: passed, ${report.name}-terraform-state, with 0 versions of states and locks`,
    ]);
    expect(terraform.calls().filter((call) => call.startsWith("plan"))).toEqual([
      expect.stringContaining("-destroy"),
    ]);
    expect(stdout).toContain(`\n5 of 17 steps run, 4 passed\n`);
    expect(stdout).toContain(
      `\nIt is destroyed at the end, also after Ctrl-C; if not, then by 'npm run acceptance -- --destroy ${report.name}'.\n`,
    );
    expect(code).toBe(130);
  });

  test("only cleans up after an earlier run where that is asked for", async () => {
    const { code, stdout } = await acceptance("--local --auto-approve --destroy acceptance-1");

    expect(stdout).toContain("\n3 of 3 steps run, 3 passed\n  passed   Destroy: 0 destroyed\n");
    expect(code).toBe(0);
  });
});

describe("npm run acceptance fails", () => {
  test("when it could not write its log, before anything is made", async () => {
    const report = temporaryFolder();
    mkdirSync(join(report, "acceptance.log"));
    const { code, stderr, terraform } = await acceptance(`--local --auto-approve --report ${report}`);

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `A folder is where a file should be (EISDIR open ${report}/acceptance.log): give one of the two another place.\n`,
    });
    expect(terraform.calls()).toEqual([]);
  });

  test("when it must ask and there is no terminal", async () => {
    expect(await acceptance("--local")).toMatchObject({
      code: 1,
      stderr:
        "npm run acceptance asks for approval, and there is no terminal to ask on: add --auto-approve.\n",
    });
  });
});
