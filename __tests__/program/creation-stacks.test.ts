import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Lazy } from "cdktf";
import { runProgram } from "../../modules/program";

describe("a program", () => {
  const folder = mkdtempSync(join(tmpdir(), "creation-stacks-"));
  const capture = Error.captureStackTrace.bind(Error);
  beforeEach(() => {
    process.env.CDKTF_OUTDIR = folder;
    Error.captureStackTrace = (target: { stack?: string }) => {
      target.stack = "Error\n    at somewhere";
    };
  });
  afterEach(() => {
    delete process.env.CDKTF_OUTDIR;
    Error.captureStackTrace = capture;
    rmSync(folder, { recursive: true });
  });

  test("makes tokens without their stack traces, and errors with theirs", () => {
    const error = new Error("message");
    const before = Lazy.anyValue({ produce: () => "value" });
    let during = before;

    runProgram(() => {
      during = Lazy.anyValue({ produce: () => "value" });
      Error.captureStackTrace(error);
    });

    expect(before).toMatchObject({ creationStack: ["somewhere"] });
    expect(during).toMatchObject({ creationStack: [] });
    expect(error.stack).toBe("Error\n    at somewhere");
  });
});
