import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const project = join(__dirname, "../../..");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "compose-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Synthesizes an environment with a Compose file of this text. */
function run(text: string, ...args: string[]) {
  const file = join(folder, "c.yml");
  writeFileSync(file, text);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "stacks/compose/main.ts", "-c", "name=login", "-c", `file=${file}`, ...args],
    { cwd: project, env: { ...process.env, CDKTF_OUTDIR: join(folder, "out") }, encoding: "utf8" },
  );
  return { status, stdout, stderr: stderr.replaceAll(`${folder}/`, "") };
}

function written(): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return files.filter((file) => file.endsWith(".json"));
}

const service = (keys: string) => `services:\n  web:\n    image: web:1\n    mem_limit: 64m\n${keys}`;

test("the program synthesizes an environment without a Compose file, to take it down", () => {
  expect(run("", "-c", "file=")).toEqual({ status: 0, stdout: "", stderr: "" });
  expect(written()).toContain(join("out", "stacks", "compose-login", "cdk.tf.json"));
});

test.each([
  [
    "YAML is malformed",
    "services:\n  web:\n    image: a:1\n   ports: []",
    "c.yml:4:1: error: All mapping items must start at the same column; correct the YAML",
  ],
  [
    "links form a circle",
    service("    links: [db]\n  db: { image: 'db:1', mem_limit: 6m, links: [web] }"),
    "c.yml:5:13: error: services.web.links[0]: services wait for each other in a circle: web → db → web; remove one of these links or depends_on",
  ],
  [
    "a host port is there twice",
    service("    ports: ['80:80', '80:81']"),
    "c.yml:5:22: error: services.web.ports[1]: the host port 80/tcp is that of web as well; give each its own",
  ],
  [
    "an image has no tag",
    "services: { web: { image: redis, mem_limit: 6m } }",
    'c.yml:1:20: error: services.web.image: must have a tag other than latest, or a digest, got "redis"; write it like redis:7.4; else nobody knows which version runs',
  ],
  [
    "an environment file is missing",
    service("    env_file: a.env"),
    "c.yml:5:5: error: services.web.env_file: the file a.env is missing; create it beside the Compose file, or write required: false",
  ],
  [
    "there are 10,000 anchors",
    `x: [${Array.from({ length: 10_000 }, (_, index) => `&a${index} ${index}`).join(", ")}]`,
    "c.yml:1:1: error: has more than 1000 anchors; write values out",
  ],
])("fails when %s, and writes nothing", (_, text, message) => {
  expect(run(text)).toEqual({ status: 1, stdout: "", stderr: `${message}\n` });
  expect(written()).toEqual([]);
});

test.each([
  [
    "name=feature/login",
    "context: 'name' must be 1 to 40 lowercase letters, digits and hyphens, beginning with a letter, got \"feature/login\"; write a branch feature/Login as feature-login\n",
  ],
  [
    "services=some",
    'context: \'services\' must be one of "together", "separate", got "some"; leave it out for one task\n',
  ],
  [
    "hostPorts=80",
    'context: \'hostPorts\' must be one of "dynamic", "as-written", got "80"; leave it out for ports that ECS picks\n',
  ],
])("fails when the context is %s", (pair, stderr) => {
  expect(run(service(""), "-c", pair)).toEqual({ status: 1, stdout: "", stderr });
  expect(written()).toEqual([]);
});
