import { hostname } from "node:os";

import type { RunResult } from "../../../tools/process/run-result";
import { UserError } from "../../../tools/process/user-error";
import { type Subject, succeeded } from "../../../tools/terraform/failures";

const subject: Subject = {
  name: "login",
  state: "s3://states/login.tfstate",
  lockFile: "locks/login.hcl",
  describe: (address) => `alb/balancer (${address})`,
  makeStateBucket: "npm run bootstrap",
  command: (name, ...more) => ["npm run", name, ...more].join(" "),
};
const well: RunResult = { code: 0, signal: undefined, stdout: "", stderr: "" };

/** What a user is told if Terraform has ended so. */
function explain(result: Partial<RunResult>): string {
  try {
    succeeded({ ...well, code: 1, ...result }, subject);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message;
  }
  throw new Error("Terraform has not failed");
}

/** Terraform's output with -json. */
function diagnostics(...all: readonly object[]): string {
  return all.map((diagnostic) => JSON.stringify({ type: "diagnostic", diagnostic })).join("\n");
}

test("a success is what it was", () => {
  expect(succeeded(well, subject)).toBe(well);
});

test("a Terraform that was killed has failed, even with exit code 0, and says what may be left", () => {
  expect(explain({ code: 0, signal: "SIGKILL" })).toBe(
    "Terraform was killed (SIGKILL) while it worked on 'login': the state may still be locked, and may not know of what was being made. 'npm run unlock' clears the lock, 'npm run recover' finds what was made.",
  );
});

test.each([
  ["as text", { stderr: LOCK_TEXT() }],
  [
    "as JSON",
    {
      stdout: diagnostics({
        severity: "error",
        summary: "Error acquiring the state lock",
        detail: LOCK_TEXT().replace(/^[│╷╵] ?/gm, ""),
      }),
    },
  ],
])("a lock, %s, says who holds it, since when, for what, and what to do", (_, result) => {
  expect(explain(result)).toBe(
    "The state of 'login' is locked by ann@laptop since 2026-11-21 08:00:00 UTC, for an apply; whether that run is alive is not known here: if it is not, clear the lock with 'npm run unlock'.",
  );
});

function LOCK_TEXT(): string {
  return `╷
│ Error: Error acquiring the state lock
│
│ Lock Info:
│   ID:        6d1f
│   Path:      states/login.tfstate
│   Operation: OperationTypeApply
│   Who:       ann@laptop
│   Version:   1.11.4
│   Created:   2026-11-21 08:00:00.123 +0000 UTC
│   Info:
╵`;
}

test.each([
  [
    "no credentials",
    "No valid credential sources found",
    "There are no AWS credentials: set AWS_PROFILE or sign in first, or see 'npm run plan -- --help' for --local and --offline.",
  ],
  [
    "an unknown profile",
    "failed to get shared config profile, nope",
    "There is no AWS profile 'nope' in ~/.aws/config: correct AWS_PROFILE, or make it with 'aws configure --profile nope'.",
  ],
  [
    "an expired token",
    "operation error STS: GetCallerIdentity, https response error StatusCode: 403, api error ExpiredToken: The security token included in the request is expired",
    "The AWS credentials have expired: sign in again, e.g. with 'aws sso login'.",
  ],
  [
    "wrong keys",
    "operation error STS: GetCallerIdentity, StatusCode: 403, api error InvalidClientTokenId: The security token included in the request is invalid.",
    "AWS does not know these credentials: check AWS_PROFILE and AWS_ACCESS_KEY_ID with 'aws sts get-caller-identity'.",
  ],
  [
    "a missing state bucket, found by init",
    'Failed to get existing workspaces: S3 bucket "states" does not exist.',
    "The state bucket 'states' does not exist: make it once with 'npm run bootstrap'.",
  ],
  [
    "a missing state bucket, found by plan",
    "operation error S3: PutObject, https response error StatusCode: 404, NoSuchBucket: The specified bucket does not exist",
    "The state bucket 'states' does not exist: make it once with 'npm run bootstrap'.",
  ],
  [
    "a bucket in another region, as Terraform finds it",
    'requested bucket from "eu-west-1", actual location "us-east-1"',
    "The state bucket is in region 'us-east-1', not in 'eu-west-1': correct 'region' of the environment, or name another 'stateBucket'.",
  ],
  [
    "a bucket in another region, as S3 says it",
    "https response error StatusCode: 301, api error PermanentRedirect",
    "The state bucket 'states' is in another region: correct 'region' of the environment, or name another 'stateBucket'.",
  ],
  [
    "another account than the noted one",
    "AWS account ID not allowed: 111122223333",
    "These credentials are of account 111122223333, which is not '<environment>.accountId' in cdktf.json: sign in to that one, or run 'npm run bootstrap' to see both.",
  ],
  [
    "a missing permission",
    "User: arn:aws:iam::1:user/ann is not authorized to perform: s3:ListBucket on resource: arn:aws:s3:::states",
    "AWS refuses: User: arn:aws:iam::1:user/ann is not authorized to perform: s3:ListBucket on resource: arn:aws:s3:::states: ask who administers the account for this permission.",
  ],
  [
    "denied access",
    "operation error S3: ListObjectsV2, https response error StatusCode: 403, RequestID: 1, api error AccessDenied: Access Denied",
    "AWS refuses: ListObjectsV2, https response error StatusCode: 403, RequestID: 1, api error AccessDenied: Access Denied: check with 'aws sts get-caller-identity' that these are the right account and role.",
  ],
  [
    "a full disk",
    "write /tmp/plan: no space left on device",
    "The disk is full: free some space (also in the folder for temporary files), and run it again.",
  ],
  [
    "a read-only folder",
    "mkdir .terraform: read-only file system",
    "'.terraform' is in a read-only file system: run it in a copy that can be written.",
  ],
  [
    "a locked version that the stack no longer takes",
    "locked provider registry.terraform.io/hashicorp/aws 5.100.0 does not match\nconfigured version constraint >= 6.4.0, < 7.0.0; must use terraform init\n-upgrade to allow selection of new versions",
    "'locks/login.hcl' has registry.terraform.io/hashicorp/aws 5.100.0, but the stack needs '>= 6.4.0, < 7.0.0': lock another version with 'npm run plan --upgrade'.",
  ],
  [
    "a provider that has another checksum than the locked one",
    "the local package for\nregistry.terraform.io/hashicorp/aws 5.100.0 doesn't match any of the\nchecksums previously recorded in the dependency lock file",
    "The provider registry.terraform.io/hashicorp/aws 5.100.0 has none of the checksums in 'locks/login.hcl'. If that has those of other platforms only, 'npm run plan --upgrade' on the machine that wrote it, with access to the registry, adds the others; else do not trust this provider.",
  ],
  [
    "a state that has moved",
    "Backend configuration changed",
    "The state has moved (the backend was another one before): move what is in the old place with 'npm run deploy --migrate-state', or begin with what is in the new one with 'npm run deploy --reconfigure'.",
  ],
])("%s is told in one line with what to do", (_, words, message) => {
  expect(explain({ stderr: `╷\n│ Error: Something is wrong\n│\n│ ${words}\n╵` })).toBe(message);
  expect(
    explain({ stdout: diagnostics({ severity: "error", summary: "Something is wrong", detail: words }) }),
  ).toBe(message);
});

test("errors of resources are all told, with their constructs, and a hint that there is for all", () => {
  const stdout = diagnostics(
    { severity: "warning", summary: "Old" },
    { severity: "error", summary: "creating: ExpiredToken", detail: "", address: "aws_lb.a" },
    { severity: "error", summary: "creating: no", detail: "Not today.", address: "aws_lb.b" },
    { severity: "error", summary: "creating: no", detail: "Not today.", address: "aws_lb.b" },
  );

  expect(explain({ stdout })).toBe(
    [
      "Error: creating: ExpiredToken (alb/balancer (aws_lb.a))",
      "",
      "Error: creating: no (alb/balancer (aws_lb.b))\nNot today.",
      "",
      "The AWS credentials have expired: sign in again, e.g. with 'aws sso login'.",
    ].join("\n"),
  );
});

test("anything else is Terraform's own text, without its frame and what came before", () => {
  expect(
    explain({ stdout: "Initializing...", stderr: "╷\n│ Error: creating role\n│ \n│ not allowed\n╵" }),
  ).toBe("Error: creating role\n\nnot allowed");
});

test("a lock of this machine that no run file tells of may be anybody's", () => {
  const stderr = LOCK_TEXT().replace("ann@laptop", `ann@${hostname()}`);

  expect(explain({ stderr })).toContain("whether that run is alive is not known here");
});

test("a condition that is not met is said of the resource that has it", () => {
  const stdout = diagnostics({
    severity: "error",
    summary: "Resource postcondition failed",
    detail: "Another version runs.",
    snippet: { context: "resource.aws_ecs_service.app.lifecycle.postcondition[0]" },
  });

  expect(explain({ stdout })).toBe(
    "Error: Resource postcondition failed (alb/balancer (aws_ecs_service.app))\nAnother version runs.",
  );
});
