import { spawnSync } from "node:child_process";
import { findCycle } from "../../../modules/core";
import { cAdvisor, type SystemContainer } from "../../../modules/ecs-instances";
import { launchCompletionStep } from "../../../modules/ecs-instances/boot/launch-completion";
import { systemContainersStep } from "../../../modules/ecs-instances/boot/system-container-units";
import { systemLogsScript } from "../../../modules/ecs-instances/boot/system-logs-script";
import { userData } from "../../../modules/ecs-instances/boot/user-data";
import { HOST_UNITS } from "./host-units";
import { Sandbox } from "../../support/sandbox";
import { UnitGraph } from "./unit-graph";

const UNITS = "/etc/systemd/system";
const discovery: SystemContainer = {
  name: "discovery",
  image: "discovery:1",
  readyCommand: ["discovery", "is joined"],
};
const GENERATED = [
  "system-container@cadvisor.service",
  "system-container@discovery.service",
  "system-containers-ready.service",
  "ecs-instance-launch.service",
];

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox();
  const steps = [
    { name: "system-logs", script: systemLogsScript(["/var/log/messages"], "main/default", "eu-west-1") },
    systemContainersStep([cAdvisor(), discovery], "eu-west-1"),
    launchCompletionStep({
      autoScalingGroupName: "main-default",
      lifecycleHookName: "registered",
      autoScalingGroupArn: "*",
      region: "eu-west-1",
    }),
  ];
  expect(sandbox.run(userData({ clusterName: "main", steps })).status).toBe(0);
  for (const [name, content] of Object.entries(HOST_UNITS)) {
    sandbox.write(`${UNITS}/${name}`, content);
  }
});
afterEach(() => {
  sandbox.remove();
});

describe("the systemd units of an instance", () => {
  test("pass systemd-analyze verify, the agent's with its drop-in", () => {
    expect(verify()).toEqual({ status: 0, stderr: "" });
  });

  test("make the ECS agent wait until the system containers are ready, and not start without that", () => {
    const graph = new UnitGraph(sandbox.path(UNITS));
    expect(graph.named("ecs.service", "Requires")).toEqual(["system-containers-ready.service"]);
    expect([...graph.waitsFor("ecs.service")]).toEqual(
      expect.arrayContaining([...GENERATED.slice(0, 3), "docker.service", "cloud-final.service"]),
    );
    expect(graph.named("system-containers-ready.service", "Wants")).toEqual(GENERATED.slice(0, 2));
  });

  test("complete the launch after the agent has started", () => {
    const graph = new UnitGraph(sandbox.path(UNITS));
    expect([...graph.waitsFor("ecs-instance-launch.service")]).toContain("ecs.service");
  });

  test("never wait for what waits for them", () => {
    const { order } = new UnitGraph(sandbox.path(UNITS));
    expect([...order.keys()]).toEqual(expect.arrayContaining(GENERATED));
    expect(findCycle(order)).toBeUndefined();
  });

  test("are not waited for by user data where they wait for user data to end", () => {
    const graph = new UnitGraph(sandbox.path(UNITS));
    const starts = sandbox
      .callsOf("systemctl")
      .filter((call) => /^(start|restart|--now)$/m.test(call.join("\n")));
    const facts = starts.map((call) => ({
      unit: call.at(-1) ?? "",
      waits: !call.includes("--no-block"),
    }));
    expect(facts.map(({ unit }) => unit)).toEqual(["rsyslog.service", ...GENERATED]);
    const deadlocks = facts.filter(
      ({ unit, waits }) => waits && graph.waitsFor(unit).has("cloud-final.service"),
    );
    expect(deadlocks).toEqual([]);
  });
});

describe("the wait for system containers", () => {
  test("ends when each container runs, or its own command says that it is ready", () => {
    // Each check fails twice first.
    const later = `count="$ROOT/$1"; echo >>"$count"; [ "$(wc -l <"$count")" -gt 2 ] || exit 1`;
    const other = new Sandbox({ docker: `${later}; [ "$1" != inspect ] || echo true` });
    try {
      const script = sandbox.read("/usr/local/lib/ecs-instance/system-containers-ready");
      expect(other.run(script)).toEqual({ status: 0, stderr: "" });
      expect(other.calls).toEqual([
        ...attempts(["docker", "inspect", "--format", "{{.State.Running}}", "cadvisor"]),
        ...attempts(["docker", "exec", "discovery", "discovery", "is joined"]),
      ]);
    } finally {
      other.remove();
    }
  });

  function attempts(call: string[]): string[][] {
    return [call, ["sleep", "2"], call, ["sleep", "2"], call];
  }
});

/** What systemd says about the units; without it (`apt-get install systemd`), only CI insists on it. */
function verify(): { status: number | null; stderr: string } {
  const { status, stderr, error } = spawnSync(
    "systemd-analyze",
    ["verify", "--man=no", "--recursive-errors=yes", "ecs.service", ...GENERATED],
    { encoding: "utf8", env: { PATH: process.env.PATH, SYSTEMD_UNIT_PATH: sandbox.path(UNITS) } },
  );
  if (error === undefined) {
    return { status, stderr };
  }
  if (process.env.CI === "true") {
    throw new Error("systemd-analyze is needed in CI: apt-get install systemd");
  }
  process.stderr.write("Not verified, since systemd-analyze is not installed: apt-get install systemd\n");
  return { status: 0, stderr: "" };
}
