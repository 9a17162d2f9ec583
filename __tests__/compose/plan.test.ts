import { Secret } from "../../modules/ecs-task";
import { app, container, diagnostics, plan } from "./support/plan";

test.each([
  ["a command as a shell splits it", `command: sh -c "echo 'a b'"`, { command: ["sh", "-c", "echo 'a b'"] }],
  ["a command as a list", "command: [run, --port, 80]", { command: ["run", "--port", "80"] }],
  [
    "no command where it is empty beside an entrypoint",
    "command: []\nentrypoint: [run]",
    { command: undefined, entryPoint: ["run"] },
  ],
  ["an entrypoint", "entrypoint: /init --now", { entryPoint: ["/init", "--now"] }],
  ["user and folder", "user: 1000:1000\nworking_dir: /app", { user: "1000:1000", workingDirectory: "/app" }],
  ["a host name", "hostname: app.local", { hostname: "app.local" }],
  [
    "variables as a map",
    "environment: { A: 1.10, B: True, C: '', D: '1.10', E: 0x1F, F: 12345678901234567890 }",
    { environment: { A: "1.1", B: "true", C: "", D: "1.10", E: "31", F: "12345678901234567890" } },
  ],
  ["variables as a list", "environment: [A=1, 'B=x=y']", { environment: { A: "1", B: "x=y" } }],
  ["labels", "labels: [a=b, c]", { dockerLabels: { a: "b", c: "" } }],
  [
    "kernel parameters",
    "sysctls: { net.core.somaxconn: 1024 }",
    { systemControls: { "net.core.somaxconn": "1024" } },
  ],
  ["one limit for both", "ulimits: { nofile: 4096 }", { ulimits: { nofile: { soft: 4096, hard: 4096 } } }],
  [
    "soft and hard limits",
    "ulimits: { memlock: { soft: -1, hard: -1 } }",
    { ulimits: { memlock: { soft: -1, hard: -1 } } },
  ],
  [
    "rights on the kernel",
    "cap_add: [cap_net_admin]\ncap_drop: [all]",
    { capabilities: { add: ["NET_ADMIN"], drop: ["ALL"] } },
  ],
  ["shared memory", "shm_size: 256m", { sharedMemoryMiB: 256 }],
  ["a stop period", "stop_grace_period: 1m30s", { stopTimeoutSeconds: 90 }],
  [
    "an init process and a read-only root",
    "init: true\nread_only: true",
    { initProcessEnabled: true, readonlyRootFilesystem: true },
  ],
  ["a terminal", "tty: true\nstdin_open: true", { pseudoTerminal: true, interactive: true }],
  [
    "DNS",
    "dns: 10.0.0.2\ndns_search: [a.example]",
    { dnsServers: ["10.0.0.2"], dnsSearchDomains: ["a.example"] },
  ],
  [
    "hosts as a list",
    "extra_hosts: ['googledns:8.8.8.8', 'six=[::1]']",
    { extraHosts: { googledns: "8.8.8.8", six: "::1" } },
  ],
  ["hosts as a map", "extra_hosts: { googledns: 8.8.8.8 }", { extraHosts: { googledns: "8.8.8.8" } }],
  [
    "a log driver",
    "logging: { driver: syslog, options: { tag: x } }",
    { logging: { driver: "syslog", options: { tag: "x" } } },
  ],
  [
    "a health check in the shell",
    "healthcheck: { test: curl -f localhost, interval: 1m, timeout: 10s, retries: 4, start_period: 30s }",
    {
      healthCheck: {
        command: ["CMD-SHELL", "curl -f localhost"],
        intervalSeconds: 60,
        timeoutSeconds: 10,
        retries: 4,
        startPeriodSeconds: 30,
      },
    },
  ],
  [
    "a health check as a list",
    "healthcheck: { test: [CMD, check] }",
    { healthCheck: { command: ["CMD", "check"] } },
  ],
  ["no health check", "healthcheck: { test: NONE, disable: true }", { healthCheck: undefined }],
  ["no health check, as a list", "healthcheck: { test: [NONE] }", { healthCheck: undefined }],
  ["CPU as shares", "cpu_shares: 300", { cpu: 300 }],
  ["CPU as parts of a vCPU", "cpus: 0.5", { cpu: 512 }],
  ["a CPU limit, as a reservation", "deploy: { resources: { limits: { cpus: '0.25' } } }", { cpu: 256 }],
  [
    "reserved CPU and memory before limits",
    "deploy: { resources: { limits: { cpus: '1', memory: 1g }, reservations: { cpus: '0.5', memory: 512m } } }",
    { cpu: 512, memoryMiB: 1024, memoryReservationMiB: 512 },
  ],
  ["a memory limit in bytes", "mem_reservation: 16777216", { memoryMiB: 64, memoryReservationMiB: 16 }],
])("[S3.8] carries over %s", (_, keys, expected) => {
  const errors = diagnostics(app(keys)).filter((line) => line.includes(": error: "));

  expect(errors).toEqual([]);
  expect(container(keys)).toMatchObject(expected);
});

describe("ports", () => {
  const ports = (list: string, hostPorts: "dynamic" | "as-written" = "as-written") =>
    container(`ports: ${list}`, { hostPorts }).portMappings?.map(
      ({ hostPort = 0, containerPort, protocol = "" }) => `${hostPort}:${containerPort}/${protocol}`,
    );

  test.each([
    ["[3000]", ["0:3000/tcp"]],
    ["['8080:80']", ["8080:80/tcp"]],
    ["[8080:80/udp]", ["8080:80/udp"]],
    ["['3000-3001']", ["0:3000/tcp", "0:3001/tcp"]],
    ["['9090-9091:8080-8081']", ["9090:8080/tcp", "9091:8081/tcp"]],
    ["['3000-3005:80']", ["0:80/tcp"]],
    ["['127.0.0.1:8001:8001']", ["8001:8001/tcp"]],
    ["['127.0.0.1::80']", ["0:80/tcp"]],
    ["['[::1]:6060:6060']", ["6060:6060/tcp"]],
    [
      "[{ target: 80, published: '8080', protocol: udp, mode: host, name: web, app_protocol: http }]",
      ["8080:80/udp"],
    ],
    ["[{ target: 80 }]", ["0:80/tcp"]],
    ["[{ target: 80, published: 0 }]", ["0:80/tcp"]],
    ["['0:80/TCP']", ["0:80/tcp"]],
  ])("%s are carried over as written", (list, mappings) => {
    expect(ports(list)).toEqual(mappings);
  });

  test("[S3.9] the host's ports are ECS's choice unless told otherwise, once for each container port", () => {
    expect(ports("['8080:80', '8081:80', '8081:80/udp']", "dynamic")).toEqual(["0:80/tcp", "0:80/udp"]);
  });
});

describe("services of one task", () => {
  const text = `
services:
  web:
    image: web:1
    mem_limit: 64m
    links: [boot, "redis:cache"]
    depends_on: [boot]
  boot:
    image: boot:1
    mem_limit: 64m
    depends_on:
      redis: { condition: service_healthy }
      migrate: { condition: service_completed_successfully }
      gone: { condition: service_started, required: false }
  migrate:
    image: boot:1
    mem_limit: 64m
  redis.main:
    image: redis:7
    mem_limit: 64m
    restart: "no"
    depends_on: [redis]
  redis:
    image: redis:7
    mem_limit: 64m
    healthcheck: { test: redis-cli ping }`;

  test("[S3.7] call each other by links, and wait for what they depend on", () => {
    const [task] = plan(text).tasks;

    expect(
      task?.containers.map(({ name, links, dependsOn, essential }) => ({
        name,
        links,
        dependsOn,
        essential,
      })),
    ).toEqual([
      { name: "web", links: ["boot", "redis:cache", "redis"], dependsOn: { boot: "START" }, essential: true },
      {
        name: "boot",
        links: ["redis"],
        dependsOn: { redis: "HEALTHY", migrate: "SUCCESS" },
        essential: true,
      },
      { name: "migrate", links: undefined, dependsOn: undefined, essential: false },
      { name: "redis-main", links: ["redis"], dependsOn: { redis: "START" }, essential: false },
      { name: "redis", links: undefined, dependsOn: undefined, essential: true },
    ]);
  });

  test("are one service of ECS; with services: separate, each is one of its own", () => {
    const separate =
      "services:\n  a: { image: 'a:1', mem_limit: 6m, scale: 3 }\n  b: { image: 'b:1', mem_limit: 6m }";

    expect(plan(text).tasks.map(({ name }) => name)).toEqual(["demo"]);
    expect(
      plan(separate, { services: "separate" }).tasks.map(({ name, desiredCount }) => ({
        name,
        desiredCount,
      })),
    ).toEqual([
      { name: "demo-a", desiredCount: 3 },
      { name: "demo-b", desiredCount: 1 },
    ]);
  });

  test("come as often as all of them say", () => {
    const same = "services:\n  a: { image: 'a:1', deploy: { replicas: 2 } }\n  b: { image: 'b:1', scale: 2 }";

    expect(plan(same).tasks[0]?.desiredCount).toBe(2);
  });

  test("of profiles are there when the profile is active", () => {
    const profiles = "services:\n  a: { image: 'a:1' }\n  b: { image: 'b:1', profiles: [debug] }";
    const names = (given: Parameters<typeof plan>[1]) =>
      plan(profiles, given).tasks[0]?.containers.map(({ name }) => name);

    expect(names({})).toEqual(["a"]);
    expect(names({ profiles: ["debug"] })).toEqual(["a", "b"]);
    expect(names({ variables: { COMPOSE_PROFILES: "debug" } })).toEqual(["a", "b"]);
    expect(names({ profiles: ["*"] })).toEqual(["a", "b"]);
  });
});

test("what a container ends is no reason to leave a task without an essential one", () => {
  expect(container('restart: "no"').essential).toBe(true);
});

test("[S3.8] volumes are Docker's, of the instance, or of the task", () => {
  const text = `${app(`volumes:
  - data:/data:ro
  - { type: volume, source: shared, target: /shared }
  - /cache
  - /var/run/docker.sock:/var/run/docker.sock
tmpfs: [/run, "/tmp:size=64m"]`)}
volumes:
  data:
  shared: { external: true, name: everybodys, driver: local, driver_opts: { type: nfs } }`;
  const [task] = plan(text).tasks;

  expect(task?.containers[0]?.mountPoints).toEqual([
    { volume: "demo_data", containerPath: "/data", readOnly: true },
    { volume: "everybodys", containerPath: "/shared", readOnly: false },
    { volume: "app--cache", containerPath: "/cache", readOnly: false },
    { volume: "host-var-run-docker-sock-71329c4c", containerPath: "/var/run/docker.sock", readOnly: false },
    { volume: "app--run", containerPath: "/run" },
    { volume: "app--tmp", containerPath: "/tmp" },
  ]);
  expect(task?.volumes).toEqual({
    demo_data: { docker: { scope: "shared", autoprovision: true } },
    everybodys: {
      docker: { scope: "shared", autoprovision: false, driver: "local", driverOptions: { type: "nfs" } },
    },
    "app--cache": { docker: { scope: "task" } },
    "host-var-run-docker-sock-71329c4c": { hostPath: "/var/run/docker.sock" },
    "app--run": {
      docker: { scope: "task", driver: "local", driverOptions: { type: "tmpfs", device: "tmpfs" } },
    },
    "app--tmp": {
      docker: {
        scope: "task",
        driver: "local",
        driverOptions: { type: "tmpfs", device: "tmpfs", o: "size=64m" },
      },
    },
  });
});

test.each([
  ["writes to a named volume", "volumes: ['data:/data']", 0, 100],
  ["reads a named volume", "volumes: ['data:/data:ro']", undefined, undefined],
  [
    "writes to folders of its own and of the instance",
    "volumes: [/cache, '/srv:/srv']\ntmpfs: /tmp",
    undefined,
    undefined,
  ],
])("a task that %s is replaced with a minimum and maximum of %s", (_, keys, minimum, maximum) => {
  const [task] = plan(`${app(keys)}\nvolumes: { data: }`).tasks;

  expect(task?.minimumHealthyPercent).toBe(minimum);
  expect(task?.maximumPercent).toBe(maximum);
});

test.each([
  ["its health check", "healthcheck: { test: 'curl http://app:3000' }"],
  ["its environment", "environment: { URL: 'http://app' }"],
  ["its command", "command: serve --host app"],
  ["its entrypoint", "entrypoint: [serve, app]"],
])("a service that calls itself by its name in %s has it as hostname", (_, keys) => {
  expect(container(keys).hostname).toBe("app");
});

test.each([
  ["has another hostname", "hostname: other\ncommand: serve app", "other"],
  ["is called like a part of a word", "command: serve my-app app.js myapp app_1", undefined],
  ["shares the network of the instance", "network_mode: host\ncommand: serve app", undefined],
])("a service that %s keeps its hostname", (_, keys, hostname) => {
  expect(container(keys).hostname).toBe(hostname);
});

test("volumes of different folders have different names", () => {
  const text = `services:
  a: { image: "a:1", mem_limit: 64m, volumes: ["/srv/a-b:/x", "/srv/a/b:/y"], tmpfs: [/b/c] }
  a-b: { image: "a:1", mem_limit: 64m, tmpfs: [/c, /b-c] }`;
  const [task] = plan(text).tasks;
  const mounted = task?.containers.flatMap(({ mountPoints = [] }) => mountPoints.map(({ volume }) => volume));

  expect(new Set(mounted).size).toBe(5);
  expect(Object.keys(task?.volumes ?? {})).toHaveLength(5);
});

test("a folder in memory has the size and the mode that are written, the latter octal or decimal", () => {
  const options = (mode: string) => {
    const tmpfs = `volumes: [{ type: tmpfs, target: /t, tmpfs: { size: 64mb, mode: ${mode} } }]`;
    return Object.values(plan(app(tmpfs)).tasks[0]?.volumes ?? {})[0];
  };
  const driverOptions = { type: "tmpfs", device: "tmpfs", o: "size=64m,mode=1777" };

  for (const mode of ["0o1777", "01777", "1023"]) {
    expect(options(mode)).toEqual({ docker: { scope: "task", driver: "local", driverOptions } });
  }
});

test("on the network of the instance, the ports of the host do not count", () => {
  const keys = "network_mode: host\nports: ['8080:80']";

  expect(container(keys, { hostPorts: "as-written" }).portMappings).toMatchObject([
    { containerPort: 80, hostPort: 0 },
  ]);
});

test("environment files call what earlier ones and the environment say", () => {
  const keys = "env_file: [a.env, b.env]\nenvironment: { HOST: db }";
  const files = { "a.env": "PORT=5432", "b.env": "URL=http://${HOST}:${PORT}" };

  expect(container(keys, { files }).environment).toMatchObject({ URL: "http://db:5432" });
});

test.each(
  [
    ["true", "yes", "y", "on", "TRUE"].map((text) => [text, true] as const),
    ["false", "no", "n", "off", "Off"].map((text) => [text, false] as const),
  ].flat(),
)("%s is a truth value", (text, expected) => {
  expect(container(`privileged: ${text}`).privileged ?? false).toBe(expected);
});

test("a variable without a value is that of the shell, also in a map on one line", () => {
  const variables = { HOME: "/root", USER: "me" };

  expect(container("environment: { HOME, USER: }", { variables }).environment).toEqual(variables);
});

test("an environment file in the format raw is taken as it stands", () => {
  const keys = "env_file: [{ path: a.env, format: raw }]";
  const files = { "a.env": '# comment\r\nA="x $B"\r\n\nC=1 # c\nHOME\nNONE' };

  expect(container(keys, { files, variables: { HOME: "/root" } }).environment).toEqual({
    A: '"x $B"',
    C: "1 # c",
    HOME: "/root",
  });
});

test("environment files count in their order, and environment wins over them", () => {
  const keys =
    "env_file:\n  - a.env\n  - { path: b.env, required: false }\n  - { path: none.env, required: false }\nenvironment: [C=written, HOME]";
  const files = { "a.env": "A=1\nB=1\nC=1", "b.env": "B=2" };

  expect(container(keys, { files, variables: { HOME: "/root" } }).environment).toEqual({
    A: "1",
    B: "2",
    C: "written",
    HOME: "/root",
  });
});

test("secrets are variables: named by a variable that pointed to the file, or after themselves", () => {
  const arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf";
  const text = `${app(`environment: { DB_PASSWORD_FILE: /run/secrets/db_password, PLAIN: "1" }
secrets:
  - db_password
  - api-token
  - { source: api-token, target: TOKEN }`)}
secrets:
  db_password: { external: true, name: "${arn}" }
  api-token: { external: true, name: /demo/api-token }`;

  expect(plan(text).tasks[0]?.containers[0]).toMatchObject({
    environment: { PLAIN: "1" },
    secrets: {
      DB_PASSWORD: Secret.fromSecretsManager(arn),
      API_TOKEN: Secret.fromSsmParameter("/demo/api-token"),
      TOKEN: Secret.fromSsmParameter("/demo/api-token"),
    },
  });
});

test("variables are replaced in values, not in keys", () => {
  expect(
    container("environment: { '$A': $A, B: '${B:-2}' }\nuser: ${U:-1}", { variables: { A: "a" } }),
  ).toMatchObject({ environment: { $A: "a", B: "2" }, user: "1" });
});
