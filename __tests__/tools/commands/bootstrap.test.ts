import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { fakeTerraform, type FakeTerraformOptions } from "../support/fake-terraform";
import { writeFile } from "../support/folders";
import { runCommand } from "../support/run-command";
import { temporaryProject } from "../support/temporary-project";

const ACCOUNT = "111122223333";
const ARN = `arn:aws:iam::${ACCOUNT}:user/ann`;

/** What S3 and STS answer to a request, by its method and path. */
type Answers = Readonly<Record<string, { readonly status: number; readonly region?: string }>>;
type StsError = readonly [code: string, message: string];

let server: Server;
let answers: Answers = {};
let stsError: StsError | undefined;

beforeAll(async () => {
  server = createServer(({ method = "", url = "" }, response) => {
    const path = new URL(url, "http://aws").pathname.replace(/\/$/, "");
    if (method === "POST") {
      response.writeHead(stsError === undefined ? 200 : 403, { "Content-Type": "text/xml" });
      response.end(stsError === undefined ? IDENTITY : errorOf(stsError));
      return;
    }
    const { status, region } = answers[`${method} ${path}`] ?? { status: 404 };
    response.writeHead(status, region === undefined ? {} : { "x-amz-bucket-region": region }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

const IDENTITY = `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${ARN}</Arn><UserId>A</UserId><Account>${ACCOUNT}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;

function errorOf([code, message]: StsError): string {
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
}

/** The state stack of one environment, as far as bootstrap looks at it. */
const MAIN = `
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
const { context } = JSON.parse(readFileSync("cdktf.json", "utf8"));
for (const pair of process.argv.slice(2).filter((argument) => argument !== "-c")) {
  const [key, value] = pair.split("=");
  context[key] = value;
}
const account = context["acc.accountId"];
const bucket = account === undefined ? "shop-acc" : "shop-acc-" + account;
const out = process.env.CDKTF_OUTDIR;
const synthesizedStackPath = "stacks/acc-state/cdk.tf.json";
mkdirSync(out + "/stacks/acc-state", { recursive: true });
writeFileSync(out + "/manifest.json", JSON.stringify({ stacks: { "acc-state": { name: "acc-state", synthesizedStackPath } } }));
writeFileSync(out + "/" + synthesizedStackPath, JSON.stringify({
  terraform: { backend: account === undefined ? { local: {} } : { s3: { bucket, region: "eu-west-1", key: "state/acc.tfstate" } } },
  provider: { aws: [{ region: "eu-west-1" }] },
  resource: { aws_s3_bucket: { states: { bucket } } },
}));
`;

interface Situation extends FakeTerraformOptions {
  /** @default - nothing is there */
  readonly aws?: Answers;
  readonly sts?: StsError;
  /** The account that is noted in cdktf.json. @default - none */
  readonly noted?: string;
  readonly env?: NodeJS.ProcessEnv;
}

async function bootstrap(line: string, situation: Situation = {}) {
  answers = situation.aws ?? {};
  stsError = situation.sts;
  const cwd = temporaryProject();
  writeFile(join(cwd, "main.ts"), MAIN);
  const noted = situation.noted === undefined ? {} : { "acc.accountId": situation.noted };
  const committed = JSON.stringify({ context: { environment: "acc", ...noted } }, null, 2);
  writeFile(join(cwd, "cdktf.json"), committed);
  const terraform = fakeTerraform(situation);
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const running = { endpoint, region: "eu-west-1", pid: process.pid };
  writeFile(join(cwd, ".local-aws/running.json"), JSON.stringify(running));
  const outcome = await runCommand(`bootstrap ${line}`, {
    cwd,
    env: {
      ...terraform.env,
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_EC2_METADATA_DISABLED: "true",
      ...situation.env,
    },
  });
  const written = readFileSync(join(cwd, "cdktf.json"), "utf8");
  return { ...outcome, cwd, terraform, written, isUnchanged: written === committed };
}

const STACK_ON_LOCAL_AWS = ".local-aws/cdktf.out/stacks/acc-state";

/** Files beside the JSON of the stack. */
const besides = (cwd: string) =>
  readdirSync(join(cwd, "cdktf.out/stacks/acc-state")).filter((file) => file.startsWith("bootstrap"));

const BUCKET = `HEAD /shop-acc-${ACCOUNT}`;
const READY = { [BUCKET]: { status: 200 }, [`${BUCKET}/state/acc.tfstate`]: { status: 200 } };
const NOTHING = { planCode: 0, planMessages: [], plan: {} } as const;
const PLAN = "plan -json -input=false -detailed-exitcode -out=<plan>";

describe("npm run bootstrap", () => {
  test("makes the bucket with a state in a file, moves that into it, and notes the account", async () => {
    const apply = "/bin/cat bootstrap_override.tf.json > $here/override; /bin/cat $here/applied";
    const { code, stdout, stderr, terraform, cwd, written } = await bootstrap("--auto-approve", { apply });

    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(terraform.calls()).toEqual([
      "init -input=false -no-color -reconfigure",
      ...[PLAN, "show -json <plan>", "apply -json -input=false <plan>"],
      "init -input=false -no-color -migrate-state -force-copy",
    ]);
    expect(JSON.parse(readFileSync(terraform.file("override"), "utf8"))).toEqual({
      terraform: { backend: { local: { path: join(cwd, "acc-state.tfstate") } } },
    });
    expect(besides(cwd)).toEqual([]);
    expect(written).toBe(
      `{\n  "context": {\n    "environment": "acc",\n    "acc.accountId": "${ACCOUNT}"\n  }\n}`,
    );
    expect(stdout).toContain(
      `\nAccount  ${ACCOUNT} (${ARN})\nRegion   eu-west-1\nBucket   shop-acc-${ACCOUNT} (is not there yet)\n`,
    );
    expect(stdout).toContain(
      `\nThe state of 'acc-state' moves into the bucket.\ncdktf.json gets "acc.accountId": "${ACCOUNT}".\n`,
    );
    expect(stdout).toMatch(
      /\n\nDone: commit cdktf.json, and deploy the environment with 'npm run deploy'.\n$/,
    );
  });

  test("has nothing to do when all is there", async () => {
    const situation = { ...NOTHING, aws: READY, noted: ACCOUNT };
    const { code, stdout, terraform, isUnchanged } = await bootstrap("--auto-approve", situation);

    expect(code).toBe(0);
    expect(stdout).toMatch(/\n\nNothing to do: the state bucket of 'acc' is as described.\n$/);
    expect(terraform.calls()).toEqual(["init -input=false -no-color -reconfigure", PLAN]);
    expect(isUnchanged).toBe(true);
  });

  test("only notes the account when somebody else has made the bucket", async () => {
    const { terraform, written } = await bootstrap("--auto-approve", { ...NOTHING, aws: READY });

    expect(terraform.calls()).toEqual(["init -input=false -no-color -reconfigure", PLAN]);
    expect(written).toContain(`"acc.accountId": "${ACCOUNT}"`);
  });

  test("takes over a bucket that is there without its state", async () => {
    const apply = "/bin/cat bootstrap_import.tf.json > $here/import; /bin/cat $here/applied";
    const { code, terraform } = await bootstrap("--auto-approve", {
      apply,
      aws: { [BUCKET]: { status: 200 } },
    });

    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(terraform.file("import"), "utf8"))).toEqual({
      import: [{ to: "aws_s3_bucket.states", id: `shop-acc-${ACCOUNT}` }],
    });
  });

  test("on the local AWS, whose account is not that of the environment, leaves cdktf.json alone", async () => {
    const situation = { noted: "999988887777" };
    const { code, stdout, isUnchanged, cwd } = await bootstrap("--auto-approve --local", situation);

    expect(code).toBe(0);
    expect(stdout).toContain(`\nBucket   shop-acc-${ACCOUNT} (is not there yet)\n`);
    expect(stdout).toMatch(
      /\n\nDone\. The local AWS is not your account, so cdktf\.json stays as it is: deploy with 'npm run deploy -- --local -c acc\.accountId=111122223333'\.\n$/,
    );
    expect(isUnchanged).toBe(true);
    expect(JSON.parse(readFileSync(join(cwd, STACK_ON_LOCAL_AWS, "local_override.tf.json"), "utf8"))).toEqual(
      {
        provider: { aws: [{ max_retries: 3, allowed_account_ids: null }] },
      },
    );
  });

  test("tells programs what is there, and whether anything was done", async () => {
    const { stdout } = await bootstrap("--auto-approve --json");

    expect(JSON.parse(stdout)).toEqual({
      environment: "acc",
      account: ACCOUNT,
      arn: ARN,
      region: "eu-west-1",
      bucket: `shop-acc-${ACCOUNT}`,
      hasChanged: true,
    });
  });
});

describe("npm run bootstrap fails, and leaves cdktf.json alone,", () => {
  test.each<[string, Situation, string]>([
    [
      "when the environment is in another account",
      { noted: "999988887777" },
      `These credentials (${ARN}) are of account ${ACCOUNT}, and 'acc.accountId' is "999988887777": sign in to that account, or correct cdktf.json.`,
    ],
    [
      "when the bucket is in another region",
      { aws: { [BUCKET]: { status: 301, region: "us-east-1" } } },
      `The bucket 'shop-acc-${ACCOUNT}' is in region 'us-east-1', not in 'eu-west-1': correct 'region' of the environment, or name another 'stateBucket'.`,
    ],
    [
      "when the bucket is somebody else's",
      { aws: { [BUCKET]: { status: 403 } } },
      `The bucket 'shop-acc-${ACCOUNT}' is not in account ${ACCOUNT}, or you may not see it: name another 'stateBucket' in the environment's file, or ask for the permission s3:ListBucket.`,
    ],
    [
      "when the environment has a bucket from before",
      { aws: { "HEAD /shop-acc": { status: 200 } } },
      `The state of 'acc' is in the bucket 'shop-acc' already: write stateBucket: "shop-acc" into environments/acc.ts to keep it, and run this again.`,
    ],
    [
      "when the credentials have expired",
      { sts: ["ExpiredToken", "The security token included in the request is expired"] },
      "The AWS credentials have expired: sign in again, e.g. with 'aws sso login'.",
    ],
    [
      "when AWS does not know the credentials",
      { sts: ["InvalidClientTokenId", "The security token included in the request is invalid."] },
      "AWS does not know these credentials: check AWS_PROFILE and AWS_ACCESS_KEY_ID with 'aws sts get-caller-identity'.",
    ],
    [
      "when access is denied",
      {
        sts: [
          "AccessDenied",
          "User: arn:aws:iam::1:user/ann is not authorized to perform: sts:GetCallerIdentity with an explicit deny",
        ],
      },
      "AWS refuses: User: arn:aws:iam::1:user/ann is not authorized to perform: sts:GetCallerIdentity with an explicit deny: ask who administers the account for this permission.",
    ],
    [
      "when there is no such profile",
      { env: { AWS_PROFILE: "nope", AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined } },
      "There are no AWS credentials for the profile 'nope': correct AWS_PROFILE, or sign in, e.g. with 'aws sso login --profile nope'.",
    ],
    [
      "when there are no credentials",
      { env: { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined } },
      "There are no AWS credentials: set AWS_PROFILE or sign in first, or see 'npm run plan -- --help' for --local and --offline.",
    ],
    [
      "when Terraform may not make the bucket",
      {
        apply: `echo '{"type":"diagnostic","diagnostic":{"severity":"error","summary":"creating S3 Bucket: User: arn:aws:iam::1:user/ann is not authorized to perform: s3:CreateBucket"}}'; exit 1`,
      },
      "AWS refuses: User: arn:aws:iam::1:user/ann is not authorized to perform: s3:CreateBucket: ask who administers the account for this permission.",
    ],
    [
      "when the disk is full",
      { init: "echo 'Error: write: no space left on device' >&2; exit 1" },
      "The disk is full: free some space (also in the folder for temporary files), and run it again.",
    ],
    [
      "when the state cannot be moved",
      {
        init: "case $* in *migrate*) echo 'Error: no such thing' >&2; exit 1 ;; *) /bin/mkdir -p .terraform ;; esac",
      },
      "Error: no such thing",
    ],
  ])("%s", async (_, situation, message) => {
    const { code, stderr, isUnchanged, cwd } = await bootstrap("--auto-approve", situation);

    expect({ code, stderr: stderr.replace(/^Error: creating.*\n\n/, "") }).toEqual({
      code: 1,
      stderr: `${message}\n`,
    });
    expect(isUnchanged).toBe(true);
    expect(besides(cwd)).toEqual([]);
  });

  test("when it must ask and there is no terminal", async () => {
    expect(await bootstrap("")).toMatchObject({
      code: 1,
      stderr:
        "npm run bootstrap asks for approval, and there is no terminal to ask on: add --auto-approve.\n",
      isUnchanged: true,
    });
  });
});

describe("npm run destroy fails", () => {
  test("when the bucket holds its own state", async () => {
    const { cwd, terraform } = await bootstrap("--auto-approve");
    const outcome = await runCommand("destroy --auto-approve -c stack=state", { cwd, env: terraform.env });

    expect(outcome).toMatchObject({
      code: 1,
      stderr: `The bucket 'shop-acc-${ACCOUNT}' holds its own state, and that of the environment: destroy the environment with 'npm run destroy', then empty and delete the bucket by hand (https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html).\n`,
    });
  });
});
