import { join } from "node:path";

import { writeFile } from "../support/folders";
import { runCommand } from "../support/run-command";
import { temporaryProject } from "../support/temporary-project";

const BLOCKS = {
  provider: { aws: [{ region: "eu-west-1" }] },
  resource: { aws_nat_gateway: { a: {}, b: {} }, aws_kms_key: { logs: {} }, aws_subnet: { a: {} } },
};

/** Runs `npm run cost` where a program makes a stack with two NAT gateways and a key. */
function cost(line: string, files: Readonly<Record<string, string>> = {}) {
  const cwd = temporaryProject(BLOCKS);
  Object.entries(files).forEach(([name, text]) => {
    writeFile(join(cwd, name), text);
  });
  // Without Terraform, and without credentials.
  return runCommand(`cost ${line}`, { cwd, env: {} });
}

const NOTES = [
  "Not counted: data through NAT gateways, use and rotation of keys, data transfer; discounts, the free tier and tax.",
  "730 hours at AWS's list prices of 2024-02-01 to 2026-09-21, instances On-Demand with Linux.",
];

describe("npm run cost", () => {
  test("says what an environment costs, and of what that is the sum", async () => {
    expect(await cost("-c environment=prod")).toEqual({
      ...{ code: 0, signal: null, stderr: "" },
      stdout: [
        "Synthesizing",
        "Synthesizing · done",
        "'prod' costs about $71 a month in eu-west-1:",
        "",
        "  2 NAT gateways  $70.08",
        "  1 KMS key       $1.00",
        "",
        ...NOTES,
        "",
      ].join("\n"),
    });
  });

  test("says it as Markdown", async () => {
    expect((await cost("--markdown")).stdout).toBe(
      [
        "### Cost of `acc`",
        "",
        "'acc' costs about $71 a month in eu-west-1.",
        "",
        "| what | a month |",
        "| --- | --- |",
        "| 2 NAT gateways | $70.08 |",
        "| 1 KMS key | $1.00 |",
        "",
        ...NOTES.map((note) => `- ${note}`),
        "",
      ].join("\n"),
    );
  });

  test("says it for programs", async () => {
    expect(JSON.parse((await cost("--json")).stdout)).toEqual({
      stack: "acc",
      region: "eu-west-1",
      monthly: { min: 71.08, max: 71.08 },
      items: [
        { kind: "nat", detail: "", count: { min: 2, max: 2 }, monthly: { min: 70.08, max: 70.08 } },
        { kind: "key", detail: "", count: { min: 1, max: 1 }, monthly: { min: 1, max: 1 } },
      ],
      missing: [],
      usage: ["data through NAT gateways", "use and rotation of keys"],
      otherRegion: false,
      prices: {
        from: "2024-02-01",
        to: "2026-09-21",
        pages: expect.objectContaining({ nat: "https://aws.amazon.com/vpc/pricing/" }) as object,
      },
    });
  });

  test("says what an environment costs after a plan, and what the plan changes", async () => {
    const change = (address: string, before: object | null, after: object | null) => ({
      ...{ address, mode: "managed", type: "aws_nat_gateway" },
      change: { actions: [], before, after },
    });
    const plan = JSON.stringify({
      resource_changes: [change("aws_nat_gateway.a", {}, {}), change("aws_nat_gateway.b", null, {})],
      configuration: {
        provider_config: { aws: { expressions: { region: { constant_value: "eu-west-1" } } } },
      },
    });

    expect((await cost("acc --plan plan.json", { "plan.json": plan })).stdout).toBe(
      [
        "'acc' costs about $70 a month in eu-west-1:",
        "",
        "  2 NAT gateways  $70.08",
        "",
        "Not counted: data through NAT gateways, data transfer; discounts, the free tier and tax.",
        NOTES[1],
        "",
        "The plan changes it by about +$35 a month: 1 NAT gateway.",
        "",
      ].join("\n"),
    );
  });

  test.each([
    {
      mistake: "there is no such stack",
      line: "staging",
      message: "There is no stack 'staging': 'main.ts' makes 'acc'.",
    },
    {
      mistake: "there is no file of a plan",
      line: "--plan none.json",
      message:
        "--plan none.json: ENOENT: no such file or directory, open 'none.json'; write it with 'terraform show -json <plan> > plan.json'.",
    },
    {
      mistake: "a file holds something else than a plan",
      line: "--plan cdktf.json",
      message:
        "--plan cdktf.json: there is no plan in it; write it with 'terraform show -json <plan> > plan.json'.",
    },
  ])("fails when $mistake", async ({ line, message }) => {
    const { code, stderr } = await cost(line);

    expect(stderr.trim()).toBe(message);
    expect(code).toBe(1);
  });
});
