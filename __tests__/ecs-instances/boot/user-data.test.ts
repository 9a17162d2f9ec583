import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { userData } from "../../../modules/ecs-instances/boot/user-data";
import { clusterWithInstances, network } from "../../support/context";
import { synthesize } from "../../support/synth";

const AGENT_CONFIG = "/etc/ecs/ecs.config";

describe("user data", () => {
  test("makes the agent join the cluster, log as the task, drain Spot instances and keep tasks from its role, when bash runs it", () => {
    expect(agentConfigAfter(userData({ clusterName: "main", steps: [] }))).toEqual([
      "ECS_CLUSTER=main",
      "ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE=true",
      "ECS_ENABLE_SPOT_INSTANCE_DRAINING=true",
      "ECS_AWSVPC_BLOCK_IMDS=true",
    ]);
  });

  test("is in the launch template as base64 of a local value that can be read", () => {
    const stack = synthesize((scope) => clusterWithInstances(scope, network(scope)));
    const [, name = ""] =
      /^\$\{base64encode\(local\.([\w-]+)\)\}$/.exec(String(stack.only("aws_launch_template").user_data)) ??
      [];
    const script = (stack.json.locals as Record<string, string>)[name];
    expect(script).toMatch(/^#!\/bin\/bash\n/);
    expect(script).toMatch(/^ECS_CLUSTER=main$/m);
  });
});

/** Runs a script with another file in place of the agent's configuration, and returns the lines of that file. */
function agentConfigAfter(script: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), "user-data-"));
  try {
    const config = join(folder, "ecs.config");
    expect(script).toContain(AGENT_CONFIG);
    execFileSync("bash", ["-eu"], { input: script.replaceAll(AGENT_CONFIG, config) });
    return readFileSync(config, "utf8").trimEnd().split("\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
