import { app, diagnostics } from "./support/plan";

/** Everything that is said about a service `app` with these keys. */
const about = (keys: string) => diagnostics(app(keys));

test.each([
  [
    "there is no service",
    "version: '3'",
    [
      "c.yml:1:1: error: has no services; write them under services: with image: and ports:",
      "c.yml:1:1: note: version: is obsolete: Compose ignores it too; leave it out",
    ],
  ],
  [
    "services are no map",
    "services: [web]",
    ["c.yml:1:1: error: services: must be a map, got a list; see the Compose Specification"],
  ],
  [
    "an image has to be built",
    "services:\n  web:\n    build: .\n    mem_limit: 64m",
    [
      "c.yml:3:5: error: services.web.build: ECS builds no images; build and push it, then name it as image: name:tag",
    ],
  ],
  [
    "links form a circle",
    "services:\n  a:\n    image: a:1\n    mem_limit: 64m\n    links: [b]\n  b:\n    image: b:1\n    mem_limit: 64m\n    links:\n      - a",
    [
      "c.yml:5:13: error: services.a.links[0]: services wait for each other in a circle: a → b → a; remove one of these links or depends_on",
    ],
  ],
  [
    "a host port is there twice",
    "services:\n  a:\n    image: a:1\n    mem_limit: 64m\n    ports: ['8080:80']\n    links: [b]\n  b:\n    image: b:1\n    mem_limit: 64m\n    ports: ['8080-8081:90-91']",
    [
      'c.yml:5:5: note: services.a.ports: ECS picks the ports of the instance; see them with npm run compose -- ps, or add --fixed-ports (hostPorts: "as-written")',
      'c.yml:10:5: note: services.b.ports: ECS picks the ports of the instance; see them with npm run compose -- ps, or add --fixed-ports (hostPorts: "as-written")',
      "c.yml:10:13: error: services.b.ports[0]: the host port 8080/tcp is that of a as well; give each its own",
    ],
  ],
  [
    "there are more containers than a task holds",
    `services:\n${Array.from({ length: 11 }, (_, i) => `  s${i}: { image: "a:1", mem_limit: 6m, links: [${i < 10 ? `s${i + 1}` : ""}] }`).join("\n")}`,
    [
      'c.yml:1:1: error: services: has 11 services, and a task holds at most 10 containers; add --separate (services: "separate")',
    ],
  ],
])("fails when %s", (_, text, lines) => {
  expect(diagnostics(text)).toEqual(lines);
});

test.each(["redis", "redis:latest", "registry:5000/redis", "registry:5000/redis:latest"])(
  "fails when an image has no tag that names a version: %s",
  (image) => {
    expect(diagnostics(`services:\n  web:\n    image: ${image}\n    mem_limit: 64m`)).toEqual([
      `c.yml:3:5: error: services.web.image: must have a tag other than latest, or a digest, got "${image}"; write it like redis:7.4; else nobody knows which version runs`,
    ]);
  },
);

test.each([
  [
    "an environment file is missing",
    "env_file: a.env",
    "c.yml:5:5: error: services.app.env_file: the file a.env is missing; create it beside the Compose file, or write required: false",
  ],
  [
    "a link leads nowhere",
    "links: [db]",
    "c.yml:5:13: error: services.app.links[0]: there is no service db; correct the name, or activate its profile",
  ],
  [
    "it waits for a service that is not there",
    "depends_on: { db: }",
    "c.yml:5:19: error: services.app.depends_on.db: there is no service db; correct the name, or activate its profile",
  ],
  [
    "a condition is unknown",
    "depends_on: { app: { condition: ready } }",
    'c.yml:5:26: error: services.app.depends_on.app.condition: must be one of service_started, service_healthy, service_completed_successfully, got "ready"; leave it out to wait for its start',
  ],
  [
    "a key is unknown",
    "prots: ['80']",
    "c.yml:5:5: error: services.app.prots: is no key of Compose; correct it, or let it begin with x-",
  ],
  [
    "a deeper key is unknown",
    "healthcheck: { tets: x, disable: true }",
    "c.yml:5:20: error: services.app.healthcheck.tets: is no key of Compose; correct it, or let it begin with x-",
  ],
  [
    "a port is none",
    "ports: [http]",
    'c.yml:5:13: error: services.app.ports[0]: must be a port, host:port or address:host:port, got "http"; write it like 8080:80',
  ],
  [
    "a port is too large",
    "ports: ['70000:80']",
    "c.yml:5:13: error: services.app.ports[0]: must have ports from 1 to 65535, got 70000:80; correct the numbers",
  ],
  [
    "ranges differ in length",
    "ports: ['1-2:1-3']",
    "c.yml:5:13: error: services.app.ports[0]: must have as many host ports as container ports; make both ranges equally long",
  ],
  [
    "there are too many ports",
    "ports: ['10000-10100']",
    "c.yml:5:13: error: services.app.ports[0]: opens 101 ports, more than the 100 of an instance; open fewer",
  ],
  [
    "a protocol is unknown",
    "ports: [80/sctp]",
    "c.yml:5:13: error: services.app.ports[0]: must be tcp or udp, got sctp; ECS maps no other protocol",
  ],
  [
    "a number is none",
    "cpus: half",
    'c.yml:5:5: error: services.app.cpus: must be a number, got "half"; write it with digits only',
  ],
  [
    "a text is a list",
    "user: [1]",
    "c.yml:5:5: error: services.app.user: must be a text, got a list; see the Compose Specification",
  ],
  [
    "a text is a map",
    "user: { a: 1 }",
    "c.yml:5:5: error: services.app.user: must be a text, got a map; see the Compose Specification",
  ],
  [
    "a map is a text",
    "deploy: much",
    "c.yml:5:5: error: services.app.deploy: must be a map, got a text; see the Compose Specification",
  ],
  [
    "a truth value is none",
    "init: maybe",
    'c.yml:5:5: error: services.app.init: must be true or false, got "maybe"; write true or false',
  ],
  [
    "memory is too little",
    "mem_reservation: 1m",
    "c.yml:5:5: error: services.app.mem_reservation: must be at least 6 MiB, got 1 MiB; Docker starts nothing with less",
  ],
  [
    "more is reserved than allowed",
    "mem_reservation: 65m",
    "c.yml:2:3: error: services.app: reserves 65 MiB, more than its limit of 64 MiB; lower the reservation",
  ],
  [
    "a folder of this machine is mounted",
    "volumes: ['./src:/src']",
    "c.yml:5:15: error: services.app.volumes[0]: ./src is a path of this machine, which instances do not have; put the files into the image, or mount a named volume",
  ],
  [
    "a volume is not declared",
    "volumes: ['data:/data']",
    "c.yml:5:15: error: services.app.volumes[0]: there is no volume data; add it under volumes, as data:",
  ],
  [
    "a secret is not declared",
    "secrets: [key]",
    "c.yml:5:15: error: services.app.secrets[0]: there is no secret key; add it under secrets, as key: with external: true",
  ],
  [
    "a variable is needed",
    "user: ${UID:?who}",
    "c.yml:5:5: error: services.app.user: needs the variable UID: who; set it in the environment, or in .env beside the file",
  ],
  [
    "a dollar sign stands alone",
    "environment: { A: 5$ }",
    "c.yml:5:20: error: services.app.environment.A: has a dollar sign that begins no variable; write ${NAME} for a variable, $$ for a dollar sign",
  ],
  [
    "a quote stays open",
    `command: sh -c "x`,
    'c.yml:5:5: error: services.app.command: must be words as in a shell, got "sh -c \\"x"; close all quotes, or write a list',
  ],
  [
    "a volume has a colon more than it may",
    "volumes: ['a:/b:ro:x']",
    'c.yml:5:15: error: services.app.volumes[0]: must be source:path, got "a:/b:ro:x"; write it like data:/var/lib/data',
  ],
  [
    "a folder in memory has no place",
    "volumes: [{ type: tmpfs }]",
    "c.yml:5:15: error: services.app.volumes[0]: must have a target, and type volume, bind or tmpfs; write type: volume, source: data, target: /data",
  ],
  [
    "a host has no address",
    "extra_hosts: ['a:host-gateway']",
    'c.yml:5:19: error: services.app.extra_hosts[0]: must be a host with an address, got "host-gateway"; write it like db:10.1.0.9',
  ],
  [
    "it shares another network",
    "network_mode: service:db",
    'c.yml:5:5: error: services.app.network_mode: must be bridge or host, got "service:db"; leave it out, and link the services',
  ],
  [
    "a command cannot be emptied",
    "command: []",
    "c.yml:5:5: error: services.app.command: cannot be emptied on ECS: the image's own would be taken; write what is to be started",
  ],
  [
    "an entrypoint cannot be emptied",
    'entrypoint: ""',
    "c.yml:5:5: error: services.app.entrypoint: cannot be emptied on ECS: the image's own would be taken; write what is to be started",
  ],
  [
    "a host has two addresses",
    "extra_hosts: ['a:1.1.1.1', 'a:2.2.2.2']",
    "c.yml:5:32: error: services.app.extra_hosts[1]: gives a a second address; leave one of them",
  ],
  [
    "a capability that there is not",
    "cap_drop: [NET_SNIFF]",
    'c.yml:5:16: error: services.app.cap_drop[0]: must be a capability, got "NET_SNIFF"; take one that ECS knows, such as NET_ADMIN',
  ],
  [
    "a soft limit is above the hard one",
    "ulimits: { nofile: { soft: 2, hard: 1 } }",
    "c.yml:5:16: error: services.app.ulimits.nofile: has a soft limit of 2, above the hard one of 1; lower the soft limit",
  ],
  [
    "a restart is unknown",
    "restart: banana",
    'c.yml:5:5: error: services.app.restart: must be one of "no", always, on-failure, unless-stopped, got "banana"; leave it out: ECS starts a new task when a container ends',
  ],
  [
    "CPU is negative",
    "cpus: -1",
    "c.yml:5:5: error: services.app.cpus: must not be negative, got -1; write it like 0.5",
  ],
  [
    "replicas are negative",
    "scale: -1",
    "c.yml:5:5: error: services.app.scale: must not be negative, got -1; write how many tasks there are to be",
  ],
  [
    "replicas are written twice",
    "scale: 2\ndeploy: { replicas: 3 }",
    "c.yml:5:5: error: services.app.scale: is not the same as deploy.replicas; leave one of them",
  ],
  [
    "a variable has no name",
    "environment: [=x]",
    "c.yml:5:19: error: services.app.environment[0]: must begin with a name; write it like NAME=value",
  ],
  [
    "two things are mounted at one place",
    "tmpfs: [/x, /x/]",
    "c.yml:5:17: error: services.app.tmpfs[1]: something is mounted at /x already; remove one of them",
  ],
  [
    "a bind has no source",
    "volumes: [{ type: bind, target: /x }]",
    "c.yml:5:15: error: services.app.volumes[0]: must have a source; write the folder of the instance as source: /srv/data",
  ],
  [
    "a bind is a folder of this machine",
    "volumes: [{ type: bind, source: data, target: /x }]",
    "c.yml:5:15: error: services.app.volumes[0]: data is a path of this machine, which instances do not have; put the files into the image, or mount a named volume",
  ],
  [
    "a key is one of JavaScript's objects",
    "constructor: 1",
    "c.yml:5:5: error: services.app.constructor: is no key of Compose; correct it, or let it begin with x-",
  ],
  [
    "a truth value is one of JavaScript's objects",
    "init: constructor",
    'c.yml:5:5: error: services.app.init: must be true or false, got "constructor"; write true or false',
  ],
  [
    "a condition is one of JavaScript's objects",
    "depends_on: { app: { condition: toString } }",
    'c.yml:5:26: error: services.app.depends_on.app.condition: must be one of service_started, service_healthy, service_completed_successfully, got "toString"; leave it out to wait for its start',
  ],
  [
    "a text would be a token of CDKTF",
    "user: '$${TfToken[TOKEN.5]}'",
    "c.yml:5:5: error: services.app.user: must not have ${TfToken[ in it; CDKTF keeps it for itself: write something else",
  ],
  [
    "it extends another service",
    "extends: { service: base }",
    "c.yml:5:5: error: services.app.extends: services are not looked up elsewhere; merge the files first: docker compose config > merged.yml",
  ],
])("fails when %s", (_, keys, line) => {
  expect(about(keys)).toContain(line);
});

test.each([
  [
    "the build of an image that is named",
    "build: { context: . }",
    "c.yml:5:5: warning: services.app.build: is left out: ECS builds no images, and takes the one that image names; push it before",
  ],
  [
    "a device that is reserved",
    "deploy: { resources: { reservations: { devices: [] } } }",
    "c.yml:5:44: warning: services.app.deploy.resources.reservations.devices: is not carried over; write the service in TypeScript: its containers take gpus",
  ],
  [
    "a password in plain text that ends with a digit",
    "environment: { DB_PASSWORD: pa1 }",
    "c.yml:5:20: warning: services.app.environment.DB_PASSWORD: DB_PASSWORD looks like a secret, and would stand in the task definition for all to read; keep it in Parameter Store or Secrets Manager, and name it under secrets with external: true",
  ],
  [
    "a password in plain text",
    "environment: { DB_PASSWORD: hunter2 }",
    "c.yml:5:20: warning: services.app.environment.DB_PASSWORD: DB_PASSWORD looks like a secret, and would stand in the task definition for all to read; keep it in Parameter Store or Secrets Manager, and name it under secrets with external: true",
  ],
  [
    "a variable that is not set",
    "user: $NOBODY",
    "c.yml:5:5: warning: services.app.user: the variable NOBODY is not set and becomes empty; write ${NOBODY:-default}, or set it",
  ],
  [
    "a name without a value",
    "environment: [TZ]",
    "c.yml:5:19: warning: services.app.environment[0]: TZ has no value here, and none in the environment: it is left out; give it a value",
  ],
  [
    "an address of the host",
    "ports: ['127.0.0.1:80:80']",
    "c.yml:5:13: warning: services.app.ports[0]: ECS opens the port on all addresses of the instance, not only on 127.0.0.1; the instances' security group decides who reaches it",
  ],
  [
    "a stop period that is too long",
    "stop_grace_period: 5m",
    "c.yml:5:5: warning: services.app.stop_grace_period: becomes 120 s; ECS allows whole numbers from 0 to 120, in seconds",
  ],
  [
    "a health check without a test",
    "healthcheck: { interval: 30s }",
    "c.yml:5:5: warning: services.app.healthcheck: is left out without a test; write the image's check as test: ECS does not look into images",
  ],
  [
    "an unknown log driver",
    "logging: { driver: loki }",
    "c.yml:5:16: warning: services.app.logging.driver: ECS has no log driver loki: logs go to CloudWatch; take one of fluentd, gelf, journald, json-file, splunk, syslog",
  ],
  [
    "a path of the instance",
    "volumes: ['/srv:/srv']",
    "c.yml:5:15: warning: services.app.volumes[0]: /srv is what the instance has there, not this machine; put files into the image, or mount a named volume",
  ],
  [
    "a key that ECS has nothing for",
    "pids_limit: 10",
    "c.yml:5:5: warning: services.app.pids_limit: ECS limits no number of processes; use ulimits: nproc",
  ],
  [
    "a limit of CPU beside a reservation",
    "cpus: 2\ndeploy: { resources: { reservations: { cpus: .5 } } }",
    "c.yml:5:5: warning: services.app.cpus: is not used beside services.app.deploy.resources.reservations.cpus; leave one of them",
  ],
  [
    "two limits of memory",
    "deploy: { resources: { limits: { memory: 128m } } }",
    "c.yml:4:5: warning: services.app.mem_limit: is not used beside services.app.deploy.resources.limits.memory; leave one of them",
  ],
  [
    "a container that ends, and would be started anew",
    'restart: "no"',
    "c.yml:5:5: warning: services.app.restart: ECS starts a new task whenever this one ends; run it once instead, as a OneOffTask",
  ],
  [
    "a folder in memory that cannot be read-only",
    "volumes: [{ type: tmpfs, target: /t, read_only: true }]",
    "c.yml:5:42: warning: services.app.volumes[0].read_only: a folder in memory can be written to on ECS; leave it out",
  ],
  [
    "a name of the container",
    "container_name: other",
    "c.yml:5:5: warning: services.app.container_name: ECS names containers itself; let others call it by the name of its service",
  ],
  [
    "restarts on failure only",
    "restart: on-failure",
    'c.yml:5:5: warning: services.app.restart: ECS starts a new task whenever the container ends; write restart: "no" for a container that ends by itself',
  ],
])("warns of %s", (_, keys, line) => {
  expect(about(keys).filter((one) => !one.includes(": note: "))).toEqual([line]);
});

test("warns of a service without memory, and reserves a little", () => {
  expect(diagnostics("services: { app: { image: 'a:1' } }")).toEqual([
    "c.yml:1:13: warning: services.app: says nothing of memory: 128 MiB are reserved, without a limit; write what it needs as mem_reservation or mem_limit, e.g. 300m",
  ]);
});

test("notes that CPU is reserved and not limited", () => {
  expect(about("cpus: .5")).toEqual([
    "c.yml:5:5: note: services.app.cpus: is reserved on ECS, and no limit: a container may use more while nobody else needs it; write what it needs at least as deploy.resources.reservations.cpus",
  ]);
});

test.each([
  [
    "the names of two services become one",
    "services:\n  a.b: { image: 'a:1', mem_limit: 6m, links: [a-b] }\n  a-b: { image: 'a:1', mem_limit: 6m }",
    "c.yml:3:3: error: services.a-b: is called a-b on ECS, as a.b is; rename one of them",
  ],
  [
    "a service has no name",
    "services:\n  '': { image: 'a:1', mem_limit: 6m }",
    "c.yml:2:3: error: services.: must have a name of letters, digits, dots, hyphens and underscores; rename it",
  ],
  [
    "a volume has a name that only begins as one that ECS knows",
    `${app("volumes: ['data:/data']")}\nvolumes: { data: { name: vol. } }`,
    'c.yml:6:20: error: volumes.data.name: must have a name of up to 255 letters, digits, hyphens and underscores, got "vol."; ECS knows no others',
  ],
  [
    "a volume has a name that ECS does not know",
    `${app("volumes: ['data:/data']")}\nvolumes: { data: { name: my.vol } }`,
    'c.yml:6:20: error: volumes.data.name: must have a name of up to 255 letters, digits, hyphens and underscores, got "my.vol"; ECS knows no others',
  ],
  [
    "a secret has no name of AWS's",
    `${app("secrets: [key]")}\nsecrets: { key: { external: true, name: "my secret" } }`,
    'c.yml:6:35: error: secrets.key.name: must be the name of a parameter or the ARN of a secret, got "my secret"; write it like /path/of/parameter',
  ],
  [
    "one of several services is not to run",
    "services:\n  a: { image: 'a:1', mem_limit: 6m, links: [b] }\n  b: { image: 'b:1', mem_limit: 6m, scale: 0 }",
    "c.yml:3:37: error: services.b.scale: a task has one container of each service: this one would run; give it a profile, which leaves it out",
  ],
])("fails when %s", (_, text, line) => {
  expect(diagnostics(text)).toContain(line);
});

test.each([
  ["of an unknown format", "format: json", "", 'must be raw, got "json"; leave it out for NAME=value lines'],
  [
    "with a token of CDKTF",
    "required: true",
    "A=${TfToken[TOKEN.5]}",
    "a.env must not have ${TfToken[ in it; CDKTF keeps it for itself: write something else",
  ],
])("fails when there is an environment file %s", (_, key, text, message) => {
  const lines = diagnostics(app(`env_file: [{ path: a.env, ${key} }]`), { files: { "a.env": text } });

  expect(lines).toEqual([expect.stringMatching(/^c\.yml:5:\d+: error: services\.app\.env_file/)]);
  expect(lines[0]).toContain(`: ${message}`);
});

test("host ports on two addresses are two, as long as ECS picks them", () => {
  const both = app("ports: ['127.0.0.1:8080:80', '[::1]:8080:80']");
  const errors = (hostPorts: "dynamic" | "as-written") =>
    diagnostics(both, { hostPorts }).filter((line) => line.includes(": error: "));

  expect(errors("dynamic")).toEqual([]);
  expect(errors("as-written")).toEqual([
    "c.yml:5:34: error: services.app.ports[1]: the host port 8080/tcp is that of app as well; give each its own",
  ]);
});

test("keys of a service whose name begins with another's are its own", () => {
  const text =
    "services:\n  web: { image: 'a:1', mem_limit: 6m, links: [web.dev] }\n  web.dev: { image: 'a:1', mem_limit: 6m, pids_limit: 1 }";

  expect(diagnostics(text)).toEqual([
    "c.yml:3:43: warning: services.web.dev.pids_limit: ECS limits no number of processes; use ulimits: nproc",
  ]);
});

test("fails when a secret is kept in a file", () => {
  expect(diagnostics(`${app("secrets: [key]")}\nsecrets:\n  key: { file: ./key.txt }`)).toEqual([
    "c.yml:5:15: warning: services.app.secrets[0]: is the environment variable KEY on ECS, not the file /run/secrets/key; let the program read the variable",
    "c.yml:7:3: error: secrets.key: is kept where ECS cannot read it; put it into Parameter Store, and write external: true and name: /path/of/parameter",
  ]);
});

test("warns of every variable that takes the place of a secret's file", () => {
  const keys = "secrets: [key]\nenvironment: { A_FILE: /run/secrets/key, B_FILE: /run/secrets/key }";

  expect(diagnostics(`${app(keys)}\nsecrets:\n  key: { external: true }`)).toEqual([
    "c.yml:5:15: warning: services.app.secrets[0]: is the environment variable A, B on ECS, not the file /run/secrets/key; let the program read the variable",
  ]);
});

test.each([
  [
    "a port",
    "ports: [{ target: [80] }]",
    "c.yml:5:15: error: services.app.ports[0].target: must be a text, got a list; see the Compose Specification",
  ],
  [
    "a volume",
    "volumes: [[data]]",
    "c.yml:5:15: error: services.app.volumes[0]: must be a text, got a list; see the Compose Specification",
  ],
  [
    "an address of a host",
    "extra_hosts: [[a]]",
    "c.yml:5:19: error: services.app.extra_hosts[0]: must be a text, got a list; see the Compose Specification",
  ],
])("fails once when %s is a list", (_, keys, line) => {
  expect(about(keys)).toEqual([line]);
});

test("notes that ECS publishes ports in the mode host anyway", () => {
  expect(about("ports: [{ target: 80, published: 0, mode: host }]")).toEqual([
    "c.yml:5:41: note: services.app.ports[0].mode: is how ECS maps ports in any case; leave it out",
  ]);
});

test("a password is in no diagnostic", () => {
  const text = app("environment: { DB_PASSWORD: canary$, OTHER_TOKEN: canary }\nenv_file: a.env");
  const lines = diagnostics(text, { files: { "a.env": "SECRET=canary$" } });

  expect(lines).toHaveLength(3);
  expect(lines.join("\n")).not.toContain("canary");
});

describe("with services: separate", () => {
  const text =
    "services:\n  a:\n    image: a:1\n    mem_limit: 6m\n    links: [b]\n    depends_on: [b]\n  b: { image: 'b:1', mem_limit: 6m }";

  test("fails when services are linked, and warns where they wait for each other", () => {
    expect(diagnostics(text, { services: "separate" })).toEqual([
      "c.yml:5:13: error: services.a.links[0]: b is in another task, where no link leads; remove the link, and give its address as environment, from service discovery",
      "c.yml:6:18: warning: services.a.depends_on[0]: b is in another task, which is neither waited for nor called by its name; try again until it answers, at an address from service discovery",
    ]);
  });
});

test("keys that begin with x- are left to others", () => {
  expect(
    diagnostics(`${app("x-note: { a: b }")}
x-top: [a]`),
  ).toEqual([]);
});
