import { statSync } from "node:fs";
import { cAdvisor, type SystemContainer } from "../../../modules/ecs-instances";
import { ecsConfigStep, registryCredentialsStep } from "../../../modules/ecs-instances/boot/agent-steps";
import { launchCompletionStep } from "../../../modules/ecs-instances/boot/launch-completion";
import type { UserDataStep } from "../../../modules/ecs-instances/boot/user-data-step";
import { startScript } from "../../../modules/ecs-instances/boot/system-container-script";
import { systemContainersStep } from "../../../modules/ecs-instances/boot/system-container-units";
import { systemLogsScript } from "../../../modules/ecs-instances/boot/system-logs-script";
import { userData } from "../../../modules/ecs-instances/boot/user-data";
import { Sandbox, shellcheck } from "../../support/sandbox";

/** What has broken shell scripts before. */
const NASTY = "a  b'c\"d$HOME`id`$(id)\\\n*;&|<>#!\té${x}%{y}EOF\nEOF\n\\";

const parameter = "arn:aws:ssm:eu-west-1:123456789012:parameter/it's a key";
const secret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tls-AbCdEf";

const container: SystemContainer = {
  name: "agent",
  image: "registry.example.com:5000/agent:1.2",
  command: ["run", NASTY, "", { instanceMetadata: "instance-id" }],
  environment: { MESSAGE: NASTY, ADDRESS: { instanceMetadata: "local-ipv4" } },
  secrets: { TOKEN: { parameterArn: parameter }, PASSWORD: { secretArn: secret, jsonKey: "pass'word" } },
  secretFiles: { "/tls/ca.pem": { secretArn: secret } },
  volumes: [{ source: "/var/my data", target: "/data" }],
  ports: [{ containerPort: 80, hostPort: 8000, protocol: "udp" }],
  hostname: { instanceMetadata: "instance-id" },
  devices: ["/dev/kmsg"],
  user: "1000:1000",
  privileged: true,
  memoryMiB: 64,
};

/** The metadata service, and a store of secrets. */
const answers = {
  curl: `case "$*" in
    *api/token) printf 'a-token' ;;
    *'a-token'*instance-id) printf 'i-0123' ;;
    *'a-token'*local-ipv4) printf '10.1.50.7' ;;
    *) exit 22 ;;
  esac`,
  aws: `case "$*" in
    *ssm*) printf '%s\\n' "from the parameter's \\"store\\" \\$HOME" ;;
    *secretsmanager*) printf '{"pass\\x27word": "alpha\\\\nomega"}\\n' ;;
    *'s3 cp'*) printf 'ECS_LOGLEVEL=debug' ;;
    *) exit 1 ;;
  esac`,
  docker:
    'if [ "$1" = run ]; then printf "%s" "$TOKEN" >"$ROOT/TOKEN"; printf "%s" "$PASSWORD" >"$ROOT/PASSWORD"; fi',
};

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox(answers);
});
afterEach(() => {
  sandbox.remove();
});

function boot(...steps: UserDataStep[]) {
  return sandbox.run(userData({ clusterName: "main", region: "eu-west-1", steps }));
}

describe("the start script of a system container", () => {
  test("hands every value to Docker as it was written, and instance metadata as its values", () => {
    expect(sandbox.run(startScript(container))).toEqual({ status: 0, stderr: "" });
    expect(sandbox.callsOf("docker")).toEqual([
      ["docker", "rm", "--force", "agent"],
      [
        ...["docker", "run", "--rm", "--log-driver", "none", "--name", "agent", "--network", "bridge"],
        ...["--privileged", "--memory", "64m", "--user", "1000:1000", "--hostname", "i-0123"],
        ...["--device", "/dev/kmsg", "--publish", "8000:80/udp", "--volume", "/var/my data:/data"],
        ...["--volume", `${sandbox.root}/run/system-containers/agent/0:/tls/ca.pem:ro`],
        ...["--env", `MESSAGE=${NASTY}`, "--env", "ADDRESS=10.1.50.7", "--env", "TOKEN", "--env", "PASSWORD"],
        ...["registry.example.com:5000/agent:1.2", "run", NASTY, "", "i-0123"],
      ],
    ]);
  });

  test("[S1.10] reads secrets when it starts, and passes their values by environment and file only", () => {
    sandbox.run(startScript(container));
    expect(sandbox.read("TOKEN")).toBe(`from the parameter's "store" $HOME`);
    expect(sandbox.read("PASSWORD")).toBe("alpha\nomega");
    const file = "/run/system-containers/agent/0";
    expect(sandbox.read(file)).toBe(`{"pass'word": "alpha\\nomega"}\n`);
    expect(statSync(sandbox.path(file)).mode & 0o777).toBe(0o444);
    expect(statSync(sandbox.path("/run/system-containers/agent")).mode & 0o777).toBe(0o700);
    expect(sandbox.calls.flat().filter((word) => /omega|store/.test(word))).toEqual([]);
    expect(sandbox.callsOf("aws")).toContainEqual([
      ...["aws", "ssm", "get-parameter", "--with-decryption", "--name", parameter],
      ...["--query", "Parameter.Value", "--output", "text"],
    ]);
  });

  test("signs in to the account's own registry before it starts an image from there", () => {
    const registry = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
    sandbox.remove();
    sandbox = new Sandbox({
      aws: "printf password",
      docker: 'if [ "$1" = login ]; then cat >"$ROOT/password"; fi',
    });
    expect(sandbox.run(startScript({ name: "own", image: `${registry}/tools/own:1` })).status).toBe(0);
    expect(sandbox.read("password")).toBe("password");
    expect(sandbox.callsOf("docker")[0]).toEqual([
      ...["docker", "login", "--username", "AWS", "--password-stdin", registry],
    ]);
  });

  test("fails when a secret cannot be read, before anything is started", () => {
    sandbox.remove();
    sandbox = new Sandbox({ ...answers, aws: "echo 'AccessDenied' >&2; exit 254" });
    expect(sandbox.run(startScript(container))).toEqual({ status: 254, stderr: "AccessDenied\n" });
    expect(sandbox.callsOf("docker")).toEqual([]);
  });
});

describe("user data", () => {
  test("[S1.7] [S5.18] leaves system containers to systemd, which restarts them, and then joins the cluster", () => {
    expect(boot(systemContainersStep([cAdvisor(), container], "eu-west-1"))).toEqual({
      status: 0,
      stderr: "",
    });
    expect(sandbox.callsOf("systemctl")).toEqual([
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "--no-block", "system-container@cadvisor.service"],
      ["systemctl", "enable", "--now", "--no-block", "system-container@agent.service"],
      ["systemctl", "start", "--no-block", "system-containers-ready.service"],
    ]);
    expect(sandbox.read("/etc/systemd/system/system-container@.service")).toMatch(/^Restart=always$/m);
    expect(sandbox.read("/etc/systemd/system/system-container@.service")).toMatch(
      /^WantedBy=docker.service$/m,
    );
    expect(sandbox.read("/etc/ecs/ecs.config")).toMatch(/^ECS_CLUSTER=main$/m);

    // What was written is what would have been run, to the last quote.
    sandbox.run(sandbox.read("/usr/local/lib/system-containers/agent").replaceAll(sandbox.root, ""));
    expect(sandbox.callsOf("docker").at(-1)).toContain(`MESSAGE=${NASTY}`);
    expect(statSync(sandbox.path("/usr/local/lib/system-containers/agent")).mode & 0o777).toBe(0o700);
  });

  test("[S5.13] takes the agent's settings from S3 first, so that its own win", () => {
    expect(boot(ecsConfigStep({ bucket: "settings", key: "acc/it's.config" }, "aws"))).toEqual({
      status: 0,
      stderr: "",
    });
    expect(sandbox.callsOf("aws")).toEqual([["aws", "s3", "cp", "s3://settings/acc/it's.config", "-"]]);
    expect(sandbox.read("/etc/ecs/ecs.config").split("\n").slice(0, 2)).toEqual([
      "ECS_LOGLEVEL=debug",
      "ECS_CLUSTER=main",
    ]);
  });

  test("puts registry credentials into a file for root as one line, and into no command", () => {
    sandbox.remove();
    const pretty = '{\n  "registry.example.com": {\n    "username": "a", "password": "p$w\\"d"\n  }\n}';
    sandbox = new Sandbox({ aws: `cat <<'END'\n${pretty}\nEND` });
    expect(boot(registryCredentialsStep({ secret: { secretArn: secret } }))).toEqual({
      status: 0,
      stderr: "",
    });
    const lines = sandbox.read("/etc/ecs/ecs.config").split("\n");
    expect(lines[0]).toBe("ECS_ENGINE_AUTH_TYPE=docker");
    const [, json = ""] = /^ECS_ENGINE_AUTH_DATA=(.*)$/.exec(lines[1] ?? "") ?? [];
    expect(JSON.parse(json)).toEqual(JSON.parse(pretty));
    expect(statSync(sandbox.path("/etc/ecs/ecs.config")).mode & 0o777).toBe(0o600);
    expect(sandbox.calls.flat().join(" ")).not.toContain("p$w");
  });

  test("installs what all its steps need at once, before the first", () => {
    boot(
      { name: "one", script: "tee one", packages: ["jq", "awscli-2"] },
      { name: "two", script: "tee two", packages: ["jq"] },
    );
    expect(sandbox.calls).toEqual([
      ["dnf", "install", "-y", "-q", "awscli-2", "jq"],
      ["tee", "one"],
      ["tee", "two"],
    ]);
  });

  test("[S5.12] runs commands of one's own as they stand, apart from other steps", () => {
    const mine = `text='it'\\''s'\ntee "$text" "\${HOME:-none}"\ncd /\nexit 0`;
    expect(
      boot({ name: "mine", script: mine }, { name: "next", script: 'tee "$PWD" "${text-unset}"' }),
    ).toEqual({
      status: 0,
      stderr: "",
    });
    expect(sandbox.callsOf("tee")).toEqual([
      ["tee", "it's", "none"],
      ["tee", process.cwd(), "unset"],
    ]);
  });

  test.each<[string, string]>([
    ["its last command", "tee before\nfalse"],
    ["a command in its middle", "false\ntee after"],
    ["a command in a pipe", "false | cat"],
    ["a variable that is not set", 'tee "$nothing"'],
  ])(
    "keeps the instance out of every cluster when a step fails by %s, and leaves it running",
    (_, script) => {
      expect(boot({ name: "mine", script }, { name: "next", script: "tee next" }).status).toBe(1);
      expect(sandbox.callsOf("systemctl")).toEqual([
        ["systemctl", "disable", "--now", "--no-block", "ecs.service"],
      ]);
      expect(sandbox.callsOf("tee")).not.toContainEqual(["tee", "next"]);
      expect(() => sandbox.read("/etc/ecs/ecs.config")).toThrow("ENOENT");
    },
  );

  test("says on the console which step failed, even without a console", () => {
    sandbox.remove();
    sandbox = new Sandbox({ tee: 'cat >>"$ROOT/console"; exit 1' });
    boot({ name: "mine", script: "exit 7" });
    expect(sandbox.read("console")).toBe(
      "User-data step mine failed with status 7: this instance does not join its cluster\n",
    );
    expect(sandbox.callsOf("systemctl")).toHaveLength(1);
  });

  test("makes the CloudWatch agent send each file to the log group of its name", () => {
    const files = ["/var/log/messages", "/var/log/ecs/audit.log"];
    const step = { name: "logs", script: systemLogsScript(files, "prod/web", "eu-west-1") };
    expect(boot(step)).toEqual({ status: 0, stderr: "" });
    const config = "/opt/aws/amazon-cloudwatch-agent/etc/ecs-instance.json";
    expect(JSON.parse(sandbox.read(config))).toMatchObject({
      logs: {
        logs_collected: {
          files: {
            collect_list: [
              { file_path: "/var/log/messages", log_group_name: "prod/web/var/log/messages" },
              { file_path: "/var/log/ecs/audit.log", log_group_name: "prod/web/var/log/ecs/audit.log" },
            ],
          },
        },
      },
    });
    expect(sandbox.calls.at(-1)).toEqual([
      ...["amazon-cloudwatch-agent-ctl", "-a", "fetch-config", "-m", "ec2", "-s"],
      ...["-c", `file:${sandbox.path(config)}`],
    ]);
  });
});

const launchCompletion = launchCompletionStep({
  autoScalingGroupName: "main-default",
  lifecycleHookName: "registered",
  autoScalingGroupArn: "*",
  region: "eu-west-1",
});

describe("shellcheck finds nothing in", () => {
  // Without $ and `: shellcheck takes them for a mistake even where they are meant as they stand.
  const quotable = "a  b'c\"d*;&|<>#!";
  const linted: SystemContainer = { ...container, command: [quotable], environment: { MESSAGE: quotable } };
  const steps: UserDataStep[] = [
    { name: "system-logs", script: systemLogsScript(["/var/log/messages"], "main/default", "eu-west-1") },
    ecsConfigStep({ bucket: "settings", key: quotable }, "aws"),
    registryCredentialsStep({ secret: { secretArn: secret, jsonKey: quotable } }),
    systemContainersStep([cAdvisor(), linted], "eu-west-1"),
  ];

  test.each<[string, string]>([
    [
      "the user data of a group that asks for nothing",
      userData({ clusterName: "main", steps: [launchCompletion] }),
    ],
    ...steps.map((step): [string, string] => [
      `user data with the step ${step.name}`,
      userData({ clusterName: "main", region: "eu-west-1", steps: [step] }),
    ]),
    ["user data with every step", userData({ clusterName: "main", region: "eu-west-1", steps })],
    ["the script that completes a launch", hereDocument(launchCompletion.script)],
    [
      "the script that waits for system containers",
      hereDocument(systemContainersStep([linted], "eu-west-1").script, "system-containers-ready'"),
    ],
    ["the start script of a container with everything", startScript(linted)],
    ["the start script of a container with nothing", startScript({ name: "plain", image: "nginx:1.27" })],
    [
      "the start script of a container from ECR",
      startScript({ name: "own", image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/own:1" }),
    ],
  ])("%s", (_, script) => {
    shellcheck(script);
  });
});

/** The first file that a script writes, or the one whose path ends like this. */
function hereDocument(script: string, path = "'"): string {
  const [, , content = ""] = new RegExp(`${path} <<'(EOF_*)'\n(.*?\n)\\1`, "s").exec(script) ?? [];
  expect(content).toMatch(/^#!\/bin\/bash\n/);
  return content;
}
