import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { StepReporter } from "../../../tools/terminal/step-reporter";
import { Initialization, type InitOptions } from "../../../tools/terraform/initialization";
import { prepared } from "../../../tools/terraform/prepared-stack";
import { TerraformProcess } from "../../../tools/terraform/terraform-process";
import { type FakeTerraform, fakeTerraform } from "../support/fake-terraform";
import { temporaryFolder, writeFile } from "../support/folders";

const AWS = "registry.terraform.io/hashicorp/aws";
const SIGNED = lockOf(AWS, "5.100.0", "zh:01", "h1:01");
const FROM_MIRROR = lockOf(AWS, "5.100.0", "h1:01");
const PLATFORMS =
  "-platform=linux_amd64 -platform=linux_arm64 -platform=darwin_amd64 -platform=darwin_arm64 -platform=windows_amd64";
const LOCK_ALL = `providers lock -no-color ${PLATFORMS}`;

/** What Terraform writes. */
function lockOf(address: string, version: string, ...checksums: readonly string[]): string {
  const hashes = checksums.map((checksum) => `    "${checksum}",\n`).join("");
  return `# Maintained by Terraform.\n\nprovider "${address}" {\n  version     = "${version}"\n  hashes = [\n${hashes}  ]\n}\n`;
}

/** Shell commands that write a file into the folder that Terraform works in. */
function writing(lock: string): string {
  return `/bin/mkdir -p .terraform; echo {} > .terraform/terraform.tfstate; /bin/cat > .terraform.lock.hcl <<'END'\n${lock}END\n`;
}

/** A project of one stack, on as many machines as `machine` is called. */
class Project {
  readonly kept = join(temporaryFolder(), "locks", "acc.hcl");

  /** @param lock whether it is kept in the project, or Terraform's own is all there is */
  machine(terraform: FakeTerraform, lock: "kept" | "own" = "kept") {
    const directory = temporaryFolder();
    writeFile(join(directory, "cdk.tf.json"), "{}");
    const stack = {
      ...{ name: "acc", directory, backend: undefined, region: undefined, annotations: [], warnings: [] },
      buckets: new Map<string, string>(),
      ...{ variables: {}, resources: new Map<string, string>(), outputs: {} },
    };
    const binary = terraform.file("terraform");
    const environment = {
      terraform: { binary, product: "Terraform", version: "1.11.4" } as const,
      env: terraform.env,
    };
    const lockFile = lock === "kept" ? this.kept : undefined;
    const subject = prepared(stack, environment, { command: "plan", context: [], lockFile });
    const work = new TerraformProcess(subject, new AbortController().signal);
    const silent = new StepReporter({ write: () => undefined });
    return {
      used: join(directory, ".terraform.lock.hcl"),
      directory,
      init: (options?: InitOptions) => new Initialization(subject, work, silent).run(options),
    };
  }

  get text(): string {
    return readFileSync(this.kept, "utf8");
  }
}

describe("the lock file of a stack", () => {
  test("is kept as Terraform writes it, which is all there is to do where the registry is asked", async () => {
    const [project, terraform] = [new Project(), fakeTerraform({ init: writing(SIGNED) })];
    await project.machine(terraform).init();

    expect(project.text).toBe(SIGNED);
    expect(terraform.calls()).toEqual(["init -input=false -no-color", "providers -no-color"]);
  });

  test("is there before another machine initializes, whatever an earlier run has left", async () => {
    const init = "/bin/mkdir .terraform; /bin/cp .terraform.lock.hcl $here/seen";
    const [project, terraform] = [new Project(), fakeTerraform({ init })];
    const machine = project.machine(terraform);
    writeFile(project.kept, SIGNED);
    writeFile(machine.used, lockOf(AWS, "5.99.0", "zh:02"));
    await machine.init();

    expect(readFileSync(terraform.file("seen"), "utf8")).toBe(SIGNED);
  });

  test("is made anew when it is deleted, although Terraform's own is still there", async () => {
    const reuse = "if test -e .terraform.lock.hcl; then /bin/mkdir .terraform; exit; fi";
    const [project, terraform] = [new Project(), fakeTerraform({ init: `${reuse}; ${writing(SIGNED)}` })];
    const machine = project.machine(terraform);
    writeFile(machine.used, lockOf(AWS, "5.99.0", "zh:02"));
    await machine.init();

    expect(project.text).toBe(SIGNED);
  });

  test("leaves Terraform alone when nothing has changed, and not when somebody has locked another version", async () => {
    const [project, terraform] = [new Project(), fakeTerraform({ init: writing(SIGNED) })];
    const machine = project.machine(terraform);
    await machine.init();
    await machine.init();
    const before = terraform.calls().length;
    writeFile(project.kept, lockOf(AWS, "5.101.0", "zh:03"));
    await machine.init();

    expect(before).toBe(2);
    expect(terraform.calls()).toHaveLength(4);
  });

  test("gets the registry's checksums for all platforms where the provider comes from a mirror", async () => {
    const providers = `case "$2" in lock) ${writing(SIGNED)} ;; *) echo 'provider[${AWS}]' ;; esac`;
    const [project, terraform] = [new Project(), fakeTerraform({ init: writing(FROM_MIRROR), providers })];
    await project.machine(terraform).init();

    expect(terraform.calls().at(-1)).toBe(LOCK_ALL);
    expect(project.text).toBe(SIGNED);
  });

  test("has those of this platform where the registry does not answer, either", async () => {
    const providers = `case "$2" in lock) exit 1 ;; *) echo 'provider[${AWS}]' ;; esac`;
    const [project, terraform] = [new Project(), fakeTerraform({ init: writing(FROM_MIRROR), providers })];
    const machine = project.machine(terraform);
    await machine.init();
    await machine.init();

    expect(project.text).toBe(FROM_MIRROR);
    expect(terraform.calls().filter((call) => call === LOCK_ALL)).toHaveLength(1);
  });

  test("moves to newer versions with upgrade, for all platforms", async () => {
    const newer = lockOf(AWS, "5.101.0", "zh:03");
    const [project, terraform] = [new Project(), fakeTerraform({ init: writing(newer) })];
    writeFile(project.kept, SIGNED);
    await project.machine(terraform).init({ upgrade: true });

    expect(terraform.calls()[0]).toBe("init -input=false -no-color -upgrade");
    expect(terraform.calls().at(-1)).toBe(LOCK_ALL);
    expect(project.text).toBe(newer);
  });

  test("stays Terraform's own where none is kept, and is for this machine only", async () => {
    const [project, terraform] = [new Project(), fakeTerraform({ init: writing(FROM_MIRROR) })];
    const machine = project.machine(terraform, "own");
    await machine.init();

    expect(readFileSync(machine.used, "utf8")).toBe(FROM_MIRROR);
    expect(existsSync(project.kept)).toBe(false);
    expect(terraform.calls()).not.toContain(LOCK_ALL);
  });
});

describe("a provider beside that of AWS", () => {
  const EVIL = "registry.terraform.io/evil/evil";
  const both = SIGNED + lockOf(EVIL, "1.0.0", "zh:04");
  const listed = (second: string) =>
    `printf 'Providers required by configuration:\\n.\\n└── provider[${AWS}] ~> 5.100\\n${second}'`;

  test("fails when only the state names it: it is deleted, and locked nowhere", async () => {
    const providers = listed(`\\nProviders required by state:\\n\\n    provider[${EVIL}]\\n`);
    const project = new Project();
    const machine = project.machine(fakeTerraform({ init: writing(both), providers }));
    const program = join(machine.directory, ".terraform/providers", EVIL, "1.0.0/linux_amd64/evil");
    writeFile(program, "");

    await expect(machine.init()).rejects.toThrow(
      `The state of 'acc' asks for providers that the stack does not name: ${EVIL}. They were fetched, deleted, and not started. If you do not know them, find out who has written the state; if they are yours, keep them in the stack until their resources are destroyed.`,
    );
    expect(existsSync(program)).toBe(false);
    expect(existsSync(project.kept)).toBe(false);
  });

  test("is taken when a module of the stack names it", async () => {
    const providers = listed(`└── module.m\\n    └── provider[${EVIL}]\\n`);
    const project = new Project();
    await project.machine(fakeTerraform({ init: writing(both), providers })).init();

    expect(project.text).toBe(both);
  });
});
