import { succeeded } from "../../tools/terraform-errors";
import { UserError } from "../../tools/user-error";

/** What a user is told if Terraform fails with this output. */
function explain(stderr: string): string {
  try {
    succeeded({ code: 1, stdout: "", stderr }, "login");
  } catch (error) {
    return (error as UserError).message;
  }
  throw new Error("Terraform has not failed");
}

test("a success is what it was", () => {
  const result = { code: 0, stdout: "fine", stderr: "" };

  expect(succeeded(result, "login")).toBe(result);
});

test("a failure is the user's to mend", () => {
  expect(() => succeeded({ code: 1, stdout: "", stderr: "Error: no" }, "login")).toThrow(
    new UserError("Error: no"),
  );
});

test("a lock says who is at work, and since when", () => {
  const stderr = `╷
│ Error: Error acquiring the state lock
│
│ Lock Info:
│   ID:        6d1f
│   Who:       ann@laptop
│   Created:   2026-11-21 08:00:00.123 +0000 UTC
╵`;

  expect(explain(stderr)).toBe(
    "ann@laptop is changing 'login' since 2026-11-21 08:00:00 UTC: try again when that is done.",
  );
});

test("a missing bucket is named", () => {
  expect(explain('│ Error: Failed to get existing workspaces: S3 bucket "states" does not exist.')).toBe(
    'The S3 bucket "states" does not exist: make it first, it keeps what is up.',
  );
});

test("without credentials, it says how to sign in", () => {
  expect(explain("│ Error: No valid credential sources found")).toBe(
    "There are no AWS credentials: set AWS_PROFILE or sign in first, or see 'npm run help' for --local and --offline.",
  );
});

test("anything else is Terraform's own text, without its frame and what came before", () => {
  expect(explain("Initializing...\n╷\n│ Error: creating role\n│ \n│ not allowed\n╵")).toBe(
    "Error: creating role\n\nnot allowed",
  );
});
