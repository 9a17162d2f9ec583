import { readdirSync } from "node:fs";

import { runCommand } from "../support/run-command";
import { temporaryProject } from "../support/temporary-project";

const error = {
  ...{ severity: "error", code: "ECS-PROP-001", path: "acc/app" },
  message: "acc/app: 'a' must be b, got 1; write 2",
};
const warning = {
  ...{ severity: "warning", code: "ECS-ACK-002", path: "acc/app" },
  message: "acc/app: 'c' should be d, got 3; write 4 [ECS-ACK-002]",
};
const acknowledged = {
  ...{ severity: "warning", code: "ECS-ACK-002", path: "acc/group" },
  message: "acc/group: 'e' should be f, got 5; write 6 [ECS-ACK-002]",
  acknowledged: "measured",
};

function check(cwd: string, options = "") {
  return runCommand(`check ${options}`, { cwd, env: process.env });
}

describe("npm run check", () => {
  test("shows errors and warnings under their constructs, and ends with 1", async () => {
    const { code, stdout, stderr } = await check(temporaryProject({}, [error, warning, acknowledged]));

    expect(stdout).toBe(
      [
        "Checking",
        "Checking · done",
        "",
        "acc/app",
        "  error: 'a' must be b, got 1; write 2",
        "  warning: 'c' should be d, got 3; write 4 [ECS-ACK-002]",
        "",
        "acc/group",
        "  acknowledged: 'e' should be f, got 5; write 6 [ECS-ACK-002]",
        "    because: measured",
        "",
        "1 error, 1 warning, 1 acknowledged",
        "",
      ].join("\n"),
    );
    expect(stderr).toBe("");
    expect(code).toBe(1);
  });

  test("gives programs the diagnostics as they are, and ends with 0 without errors", async () => {
    const { code, stdout, stderr } = await check(temporaryProject({}, [warning, acknowledged]), "--json");

    expect(JSON.parse(stdout)).toEqual([warning, acknowledged]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
  });

  test("writes nothing into the project", async () => {
    const folder = temporaryProject();
    const before = readdirSync(folder);
    const { code, stdout } = await check(folder);

    expect(stdout).toContain("\n0 errors, 0 warnings\n");
    expect(code).toBe(0);
    expect(readdirSync(folder)).toEqual(before);
  });
});
