import { Fn, Lazy, Token } from "cdktf";
import type { NetworkMode } from "../../modules/ecs-task";
import { container, containersOf, refusedContainers, synthesizeTask } from "../support/task";

describe("a container definition", () => {
  test("has the defaults written out in which ECS answers, so that a plan without a change shows none", () => {
    expect(synthesizeTask().only("aws_ecs_task_definition").container_definitions).toMatch(
      new RegExp(
        '^\\[\\{"name":"app","image":"nginx:1\\.27","cpu":0,"memory":64,"essential":true,"portMappings":\\[\\],' +
          '"environment":\\[\\],"mountPoints":\\[\\],"volumesFrom":\\[\\],"systemControls":\\[\\],' +
          '"logConfiguration":\\{"logDriver":"awslogs","options":\\{' +
          '"awslogs-group":"\\$\\{aws_cloudwatch_log_group\\.[\\w-]+\\.name\\}",' +
          '"awslogs-region":"eu-west-1","awslogs-stream-prefix":"app"\\}\\}\\}\\]$',
      ),
    );
  });

  test("has its keys in an order that stays: another text is another revision", () => {
    const [rendered = {}] = containersOf(
      synthesizeTask({
        volumes: { data: { docker: {} } },
        containers: [
          container({
            logging: { driver: "json-file" },
            firelens: { type: "fluentd" },
            dockerLabels: { A: "1" },
            ulimits: { core: { soft: 0, hard: 0 } },
            sharedMemoryMiB: 1,
            pseudoTerminal: true,
            interactive: true,
            privileged: true,
            readonlyRootFilesystem: true,
            mountPoints: [{ volume: "data", containerPath: "/data" }],
            extraHosts: { db: "10.1.0.9" },
            dnsSearchDomains: ["example.com"],
            dnsServers: ["10.0.0.2"],
            hostname: "app",
            links: ["side"],
            dependsOn: { side: "START" },
            stopTimeoutSeconds: 5,
            healthCheck: { command: ["CMD", "true"] },
            workingDirectory: "/app",
            entryPoint: ["/entry"],
            command: ["serve"],
            memoryReservationMiB: 32,
          }),
          container({ name: "side" }),
        ],
      }),
    );

    expect(Object.keys(rendered)).toEqual([
      ...[
        "name",
        "image",
        "cpu",
        "memory",
        "memoryReservation",
        "essential",
        "command",
        "entryPoint",
        "user",
      ],
      ...[
        "workingDirectory",
        "portMappings",
        "environment",
        "healthCheck",
        "stopTimeout",
        "dependsOn",
        "links",
      ],
      ...["hostname", "dnsServers", "dnsSearchDomains", "extraHosts", "mountPoints", "volumesFrom"],
      ...[
        "readonlyRootFilesystem",
        "privileged",
        "interactive",
        "pseudoTerminal",
        "linuxParameters",
        "ulimits",
      ],
      ...["systemControls", "dockerLabels", "logConfiguration", "firelensConfiguration"],
    ]);
  });
});

describe("the containers of a task may", () => {
  test("take the same port for TCP and UDP", () => {
    const portMappings = [
      { containerPort: 53, hostPort: 53 },
      { containerPort: 53, hostPort: 53, protocol: "udp" as const },
    ];
    expect(() => synthesizeTask({ containers: [container({ portMappings })] })).not.toThrow();
  });

  test("take any number of free ports", () => {
    const portMappings = [{ containerPort: 80 }, { containerPort: 81, hostPort: 0 }];
    const containers = [container({ portMappings }), container({ name: "side", portMappings })];
    expect(() => synthesizeTask({ containers })).not.toThrow();
  });

  test("be essential or not", () => {
    const containers = [container(), container({ name: "side", essential: false })];
    expect(() => synthesizeTask({ containers })).not.toThrow();
  });
});

describe("the containers of a task fail when", () => {
  test("there are none", () => {
    expect(refusedContainers([])).toBe(
      "test/task: 'containers' must list at least 1 container, got []; a task without containers does nothing",
    );
  });

  test("there are more than ten", () => {
    const containers = Array.from({ length: 11 }, (_, index) => container({ name: `c${index}` }));

    expect(() => synthesizeTask({ containers: containers.slice(1) })).not.toThrow();
    expect(refusedContainers(containers)).toBe(
      "test/task: 'containers' must be at most 10, got 11; let another service or daemon have some of them",
    );
  });

  test("several are wrong, all of which are reported at once", () => {
    expect(
      refusedContainers([
        { image: "nginx", cpu: -1 },
        { name: "side", stopTimeoutSeconds: 121 },
      ]),
    ).toBe(
      [
        `test/task: 'containers[0].image' must be an image with its tag or digest, got "nginx"; write it like nginx:1.27; without a tag nobody knows which version runs`,
        "test/task: 'containers[0].cpu' must be an integer from 0 to 196608, got -1; 1024 units are one vCPU",
        "test/task: 'containers[1].stopTimeoutSeconds' must be an integer from 0 to 120, got 121; ECS waits two minutes at most",
      ].join("\n"),
    );
  });

  test("two have the same name", () => {
    expect(refusedContainers([{}, { name: "side" }, {}])).toBe(
      `test/task: 'containers[2].name' must be unique in the task, got "app"; give each container another name`,
    );
  });

  test("two take the same port of the instance", () => {
    const first = [
      { containerPort: 80, hostPort: 80 },
      { containerPort: 81, hostPort: 81 },
    ];
    const second = [{ containerPort: 80 }, { containerPort: 8080, hostPort: 80 }];

    expect(refusedContainers([{ portMappings: first }, { name: "side", portMappings: second }])).toBe(
      `test/task: 'containers[1].portMappings[1].hostPort' must be unique in the task, got "80/tcp"; give each container another hostPort`,
    );
  });

  test.each<NetworkMode>(["awsvpc", "host"])(
    "two have the same port in network mode %s, since they share one network",
    (networkMode) => {
      const portMappings = [{ containerPort: 80 }];

      expect(refusedContainers([{ portMappings }, { name: "side", portMappings }], { networkMode })).toBe(
        `test/task: 'containers[1].portMappings[0].containerPort' must be unique in the task, got "80/tcp"; give each container another containerPort`,
      );
    },
  );

  test("none is essential", () => {
    expect(refusedContainers([{ essential: false }])).toBe(
      `test/task: 'containers' must have one that is essential, got ["app"]; leave 'essential' out for the main container`,
    );
  });

  test("links and dependencies make a circle", () => {
    const containers = [
      { name: "a", links: ["b:bee"] },
      { name: "b", dependsOn: { c: "START" as const } },
      { name: "c", links: ["a"] },
    ];

    expect(refusedContainers(containers)).toBe(
      "test/task: 'containers' must not wait for each other in a circle by 'links' and 'dependsOn', " +
        'got "a → b → c → a"; remove one of them',
    );
  });

  test("logs go to FireLens and no container is its router", () => {
    expect(refusedContainers([{ logging: { driver: "awsfirelens" } }])).toBe(
      "test/task: 'containers[0].logging' must have a container with 'firelens' to go to, " +
        'got "awsfirelens"; add one to the task',
    );
  });

  test("two are log routers", () => {
    const firelens = { type: "fluentbit" } as const;

    expect(
      refusedContainers([
        { name: "a", firelens },
        { name: "b", firelens },
      ]),
    ).toBe(
      "test/task: 'containers' must have at most one with 'firelens', got [\"a\",\"b\"]; a task has one log router",
    );
  });

  test("only Terraform knows a number, a list or the name of an entry, which a JSON text cannot hold", () => {
    const hint = "write the value itself: what is made depends on it";
    const cpu = Token.asNumber("${var.cpu}");
    const command = Fn.split(" ", "${var.command}");
    const environment = { [Lazy.stringValue({ produce: () => "later" })]: "x" };

    expect(refusedContainers([{ cpu, command, environment }])).toBe(
      [
        `test/task: 'containers[0].cpu' must be known at synthesis, got a value that only Terraform knows; ${hint}`,
        `test/task: 'containers[0].command' must be known at synthesis, got a value that only Terraform knows; ${hint}`,
        `test/task: 'containers[0].environment' must be known at synthesis, got ["(known to Terraform)"]; ${hint}`,
      ].join("\n"),
    );
  });
});
