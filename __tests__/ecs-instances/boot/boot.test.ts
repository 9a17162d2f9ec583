import { EcsCluster } from "../../../modules/ecs-cluster";
import { cAdvisor, type SystemContainer } from "../../../modules/ecs-instances";
import { instanceGroup, network } from "../../support/context";
import { type Block, parseJsonTemplate, synthesize } from "../../support/synth";
import { type Change, group, refused } from "../default-group";

/** The script as Terraform sees it, `$${` and all. */
function script(stack: ReturnType<typeof group>): string {
  return Object.values(stack.json.locals as Record<string, string>).join("\n");
}

/** The settings that are written for the agent. */
function settings(change: Change): string[] {
  return script(group(change))
    .split("\n")
    .filter((line) => line.startsWith("ECS_"));
}

function statements(change: Change): Block[] {
  const policy = group(change).only("aws_iam_role_policy").policy;
  return (parseJsonTemplate(policy) as { Statement: Block[] }).Statement;
}

const arn = {
  parameter: "arn:aws:ssm:eu-west-1:123456789012:parameter/consul/key",
  secret: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tls-AbCdEf",
  key: "arn:aws:kms:eu-west-1:123456789012:key/0123",
};
const plain: SystemContainer = { name: "plain", image: "nginx:1.27" };

describe("the agent's settings", () => {
  test("[S5.14] add log drivers to those that services log with by default", () => {
    expect(settings({ loggingDrivers: ["fluentd", "awslogs"] })).toContain(
      'ECS_AVAILABLE_LOGGING_DRIVERS=["json-file","awslogs","none","fluentd"]',
    );
  });

  test("leave to system containers the memory and ports that they take", () => {
    const udp: SystemContainer = {
      ...plain,
      memoryMiB: 100,
      ports: [{ containerPort: 53, protocol: "udp" }],
    };
    expect(settings({ systemContainers: [cAdvisor(), udp], reservedMemoryMiB: 32 })).toEqual(
      expect.arrayContaining([
        "ECS_RESERVED_MEMORY=260",
        "ECS_RESERVED_PORTS=[22,2375,2376,51678,51679,51680,8081]",
        "ECS_RESERVED_PORTS_UDP=[53]",
      ]),
    );
  });

  test("give instances attributes that placement can ask for", () => {
    expect(settings({ instanceAttributes: { tier: "web" } })).toContain(
      'ECS_INSTANCE_ATTRIBUTES={"tier":"web"}',
    );
  });

  test("are, last of all, whatever else is given, once each", () => {
    const all = settings({
      agentConfig: { ECS_LOGLEVEL: "warn", ECS_ENABLE_SPOT_INSTANCE_DRAINING: "false" },
    });
    expect(all).toEqual([
      "ECS_CLUSTER=main",
      "ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE=true",
      "ECS_ENABLE_SPOT_INSTANCE_DRAINING=false",
      "ECS_AWSVPC_BLOCK_IMDS=true",
      "ECS_LOGLEVEL=warn",
    ]);
  });
});

describe("the role of instances", () => {
  // What completes the launch comes last.
  const usual = statements({}).length - 1;

  test.each<[string, Change, object[]]>([
    [
      "[S5.13] the object with the agent's settings",
      { ecsConfig: { bucket: "settings", key: "ecs.config", kmsKeyArn: arn.key } },
      [
        { Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::settings/ecs.config"] },
        { Action: ["kms:Decrypt"], Resource: [arn.key] },
      ],
    ],
    [
      "registry credentials",
      { registryCredentials: { secret: { secretArn: arn.secret } } },
      [{ Action: ["secretsmanager:GetSecretValue"], Resource: [arn.secret] }],
    ],
    [
      "[S1.10] the secrets of system containers",
      {
        systemContainers: [
          {
            ...plain,
            secrets: { KEY: { parameterArn: arn.parameter, kmsKeyArn: arn.key } },
            secretFiles: { "/tls/key.pem": { secretArn: arn.secret } },
          },
        ],
      },
      [
        { Action: ["ssm:GetParameter"], Resource: [arn.parameter] },
        { Action: ["kms:Decrypt"], Resource: [arn.key] },
        { Action: ["secretsmanager:GetSecretValue"], Resource: [arn.secret] },
      ],
    ],
    [
      "what a boot step asks for",
      {
        userDataSteps: [
          { name: "mine", script: "true", permissions: [{ actions: ["sqs:SendMessage"], resources: ["*"] }] },
        ],
      },
      [{ Action: ["sqs:SendMessage"], Resource: ["*"] }],
    ],
    ["nothing for cAdvisor", { systemContainers: [cAdvisor()] }, []],
  ])("reads just what boot needs: %s", (_, change, expected) => {
    expect(statements(change).slice(usual, -1)).toEqual(expected.map((one) => ({ Effect: "Allow", ...one })));
  });
});

describe("the user data of a group", () => {
  test("keeps the shell's own ${…} from Terraform, but not Terraform's references", () => {
    const text = script(
      synthesize((scope) => {
        const cluster = new EcsCluster(scope, "cluster", { name: "main" });
        const customUserData = `echo "\${HOME}" '%{x}' '${cluster.arn}'`;
        instanceGroup(scope, "default", { cluster, vpc: network(scope), customUserData });
      }),
    );
    expect(text).toMatch(/^echo "\$\$\{HOME\}" '%%\{x\}' '\$\{aws_ecs_cluster\.[\w-]+\.arn\}'$/m);
  });

  test("takes steps in order: system logs, the agent's, containers, one's own steps, custom commands", () => {
    const text = script(
      group({
        customUserData: "true",
        userDataSteps: [{ name: "mine", script: "true" }],
        systemContainers: [plain],
        registryCredentials: { secret: { secretArn: arn.secret } },
        ecsConfig: { bucket: "settings", key: "ecs.config" },
        systemLogs: {},
      }),
    );
    expect([...text.matchAll(/^step='(.*)'$/gm)].map(([, name]) => name)).toEqual([
      "packages",
      "system-logs",
      "ecs-config",
      "registry-credentials",
      "system-containers",
      "mine",
      "custom-user-data",
      "launch-completion",
    ]);
  });

  test("installs what system logs need", () => {
    const install = "dnf install -y -q 'amazon-cloudwatch-agent' 'rsyslog' 'rsyslog-logrotate'";

    expect(script(group({ systemLogs: {} }))).toContain(install);
  });

  test("fails when it is longer than EC2 takes", () => {
    const message = refused({ customUserData: "x".repeat(16_384), systemContainers: [plain] });
    expect(message).toMatch(
      /^test\/default: 'userData' must have at most 16384 bytes, got 2[01]\d{3}; shorten step 'custom-user-data', or let it fetch its script from S3 or an image \[ECS-LIMIT-003\]$/,
    );
  });

  test("counts bytes and not characters, up to the last that EC2 takes", () => {
    const rest = 16_384 - Buffer.byteLength(script(group({ customUserData: ":" })));
    const fits = `: ${"é".repeat(Math.floor((rest - 1) / 2))}`;
    expect(() => group({ customUserData: fits })).not.toThrow();
    expect(refused({ customUserData: `${fits}éé` })).toContain("'userData' must have at most 16384 bytes");
  });
});

describe("boot fails when", () => {
  test.each([
    "docker pull nginx:1.27",
    "true\n  sudo docker ps",
    "until docker info; do sleep 1; done",
    'id="$(docker ps -q)"',
    "true && docker-compose up",
    "systemctl restart docker.service",
    "service docker restart",
  ])("custom user data or a step calls Docker, which does not run yet: %s", (text) => {
    const must = "must not call Docker, which starts after user data has ended, got";
    const hint =
      "make it a system container, or a systemd unit with After=docker.service started with --no-block";
    expect(refused({ customUserData: text, userDataSteps: [{ name: "mine", script: text }] })).toBe(
      [
        `test/default: 'userDataSteps[0].script' ${must} ${JSON.stringify(text)}; ${hint}`,
        `test/default: 'customUserData' ${must} ${JSON.stringify(text)}; ${hint}`,
      ].join("\n"),
    );
  });

  test("and only then: what names Docker without calling it is accepted", () => {
    const texts = [
      "usermod -aG docker app",
      "cat >/etc/docker/daemon.json </dev/null",
      "# docker ps shows them",
      "systemctl enable --now --no-block docker-gc.service",
      "dnf install -y docker-compose-plugin",
    ];
    expect(() => group({ customUserData: texts.join("\n") })).not.toThrow();
  });

  test.each<[string, Change, string]>([
    [
      "credentials are given as a setting",
      { agentConfig: { ECS_ENGINE_AUTH_DATA: "{}" } },
      `'agentConfig' must not hold credentials, which would be in user data and in state, got "ECS_ENGINE_AUTH_DATA"; use 'registryCredentials'`,
    ],
    [
      "a setting would change the cluster",
      { agentConfig: { ECS_CLUSTER: "other" } },
      `'agentConfig' must be named like settings other than ECS_CLUSTER, got "ECS_CLUSTER"; write them like ECS_LOGLEVEL`,
    ],
    [
      "a setting has two lines",
      { agentConfig: { ECS_LOGLEVEL: "info\nECS_CLUSTER=other" } },
      `'agentConfig.ECS_LOGLEVEL' must be a single line, got "info\\nECS_CLUSTER=other"; the agent's file has a setting per line`,
    ],
    [
      "the agent knows no such log driver",
      { loggingDrivers: ["awslogs", "loki"] },
      `'loggingDrivers[1]' must be one of "awsfirelens", "awslogs", "fluentd", "gelf", "journald", "json-file", "none", "splunk", "syslog", got "loki"; see the agent's ECS_AVAILABLE_LOGGING_DRIVERS`,
    ],
    [
      "a step has no plain name",
      { userDataSteps: [{ name: "my step", script: "true" }] },
      `'userDataSteps[0].name' must be lowercase letters, digits and hyphens, got "my step"; choose another name`,
    ],
    [
      "a system container has no version",
      { systemContainers: [{ name: "web", image: "nginx" }] },
      `'systemContainers[0].image' must be an image with its tag or digest, got "nginx"; write it like nginx:1.27; without a tag nobody knows which version runs`,
    ],
    [
      "two system containers have one name",
      { systemContainers: [plain, plain] },
      `'systemContainers[1].name' must be unique in the group, got "plain"; choose another name`,
    ],
    [
      "two system containers have one port",
      { systemContainers: [cAdvisor({ port: 80 }), { ...plain, ports: [{ containerPort: 80 }] }] },
      `'systemContainers[1].ports[0]' must be unique in the group, got "80/tcp"; an instance has each port once: give another 'hostPort'`,
    ],
    [
      "a system container in the instance's network maps ports",
      { systemContainers: [{ ...plain, network: "host", ports: [{ containerPort: 80 }] }] },
      `'systemContainers[0].ports' must be left out with network "host", got [{"containerPort":80}]; there the container's ports are the instance's`,
    ],
    [
      "the variable of a secret could not be one of the shell",
      { systemContainers: [{ ...plain, secrets: { "my-key": { parameterArn: arn.parameter } } }] },
      `'systemContainers[0].environment' must be named with letters, digits and underscores, got "my-key"; rename the variable`,
    ],
    [
      "a secret is named by an expression, or by no ARN",
      {
        ecsConfig: { bucket: "settings", key: "ecs.config", kmsKeyArn: "${aws_kms_key.a.arn}" },
        registryCredentials: { secret: { parameterArn: "/registry" } },
        systemContainers: [{ ...plain, secretFiles: { "/key": { secretArn: "registry" } } }],
      },
      [
        `'ecsConfig.kmsKeyArn' must be the ARN of a key, got "\${aws_kms_key.a.arn}"; an alias does not do, since policies know keys only`,
        `test/default: 'registryCredentials.secret.parameterArn' must be the ARN of a parameter, got "/registry"; write it like arn:aws:ssm:eu-west-1:123456789012:parameter/shop/key`,
        `test/default: 'systemContainers[0].secretFiles./key.secretArn' must be the whole ARN of a secret, with the six characters that AWS appends, got "registry"; copy it from the Secrets Manager console`,
      ].join("\n"),
    ],
    [
      "a port is none",
      { systemContainers: [{ ...plain, ports: [{ containerPort: 0 }] }] },
      "'systemContainers[0].ports[0].containerPort' must be an integer from 1 to 65535, got 0; give the port that the container listens on",
    ],
    [
      "a volume has a colon, which Docker takes for a separator",
      { systemContainers: [{ ...plain, volumes: [{ source: "/a:b", target: "/c" }] }] },
      `'systemContainers[0].volumes[0].source' must be an absolute path or a named volume, without colons, got "/a:b"; write it like /var/lib/data`,
    ],
  ])("%s", (_, change, message) => {
    expect(refused(change)).toBe(`test/default: ${message}`);
  });
});
