import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { adaptToLocalAws } from "../../tools/local-aws/provider-override";
import { describeE2e, localAws } from "../e2e/support/describe-e2e";
import { ProjectFolder, tarballs } from "./support/project-folder";

const MINUTES = 60_000;
const project = resolve(__dirname, "../..");
const compiler = join(project, "node_modules/typescript/bin/tsc");
/** What `tsc` can ask of a program, and of the declarations of its libraries, too. */
const STRICTEST = {
  target: "ES2022",
  module: "nodenext",
  strict: true,
  allowUnreachableCode: false,
  allowUnusedLabels: false,
  exactOptionalPropertyTypes: true,
  isolatedModules: true,
  noFallthroughCasesInSwitch: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noPropertyAccessFromIndexSignature: true,
  noUncheckedIndexedAccess: true,
  noUncheckedSideEffectImports: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  skipLibCheck: false,
  types: [],
};
const KINDS = ["commonjs", "module"] as const;
const NODES = [20, 22, 24];

describeE2e("programs that install the package", () => {
  const consumer = new ProjectFolder();
  const outdirs = mkdtempSync(join(tmpdir(), "package-outdirs-"));
  const program = readFileSync(join(__dirname, "program.ts"), "utf8");
  let expected: Record<string, string>;

  beforeAll(async () => {
    const { dependencies } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const peers = ["cdktf", "@cdktf/provider-aws", "constructs"].map(
      (name) => `${name}@${dependencies[name]}`,
    );
    const [tarball] = tarballs();
    const nodes = NODES.map((major) => `node${major}@npm:node@${major}`);
    await consumer.install(...peers, tarball, `second-copy@file:${tarball}`, ...nodes);
    for (const type of KINDS) {
      consumer.write(`${type}/package.json`, JSON.stringify({ type }));
      consumer.write(`${type}/program.ts`, program);
      const compilerOptions = { ...STRICTEST, verbatimModuleSyntax: type === "module" };
      consumer.write(`${type}/tsconfig.json`, JSON.stringify({ compilerOptions }));
    }
    execFileSync(process.execPath, ["--import", "tsx", join(__dirname, "program.ts")], {
      cwd: project,
      env: { ...process.env, CDKTF_OUTDIR: join(outdirs, "expected") },
    });
    expected = written("expected");
  }, 5 * MINUTES);

  afterAll(() => {
    consumer.remove();
    rmSync(outdirs, { recursive: true });
  });

  /** The JSON of each stack that was written to a folder. */
  function written(outdir: string): Record<string, string> {
    const stacks = join(outdirs, outdir, "stacks");
    const entries = readdirSync(stacks).map((name) => [
      name,
      readFileSync(join(stacks, name, "cdk.tf.json"), "utf8"),
    ]);
    return Object.fromEntries(entries) as Record<string, string>;
  }

  test("the repository makes three stacks, of two clusters, three groups and twenty services", () => {
    const count = (type: string) =>
      Object.values(expected).reduce((sum, json) => {
        const { resource } = JSON.parse(json) as { resource: Record<string, object> };
        return sum + Object.keys(resource[type] ?? {}).length;
      }, 0);

    expect(Object.keys(expected)).toEqual(["orders", "platform", "search"]);
    expect(
      ["aws_ecs_cluster", "aws_autoscaling_group", "aws_lb", "aws_db_instance", "aws_ecs_service"].map(count),
    ).toEqual([2, 3, 2, 1, 20]);
  });

  describe.each(KINDS)("of type %s", (type) => {
    test(
      "compile with the strictest options, those of the declarations included",
      async () => {
        await expect(consumer.run(process.execPath, [compiler], { folder: type })).resolves.toBe("");
      },
      3 * MINUTES,
    );

    test.each(NODES)("make on plain Node %i what the repository makes", async (major) => {
      const outdir = `${type}-${major}`;
      const node = join(consumer.path, `node_modules/node${major}/bin/node`);
      await consumer.run(node, [`${type}/program.js`], { env: { CDKTF_OUTDIR: join(outdirs, outdir) } });

      expect(await consumer.run(node, ["--version"])).toMatch(new RegExp(`^v${major}\\.`));
      expect(written(outdir)).toEqual(expected);
    });
  });

  test("make the same of two copies of the package, and of a name in both one refusal", async () => {
    const compiled = consumer.read("commonjs/program.js");
    const mixed = compiled.replace(
      /ecs-terraform-cdk\/(vpc|ecs-cluster|ecs-service|rds|program|terraform-settings)"/g,
      'second-copy/$1"',
    );
    consumer.write("commonjs/mixed.js", mixed);
    consumer.write("commonjs/refused.js", mixed.replace("* (1 + TEAMS.indexOf(this.team))", ""));
    const env = { CDKTF_OUTDIR: join(outdirs, "mixed") };
    await consumer.run(process.execPath, ["commonjs/mixed.js"], { env });

    expect(mixed).not.toBe(compiled);
    expect(written("mixed")).toEqual(expected);
    await expect(consumer.run(process.execPath, ["commonjs/refused.js"], { env })).rejects.toThrow(
      "search/search-0: 'loadBalancer.priority' must be unique in the listener, got 100; ",
    );
  });

  test.each(["platform", "orders"])(
    "are valid to Terraform: the stack %s",
    async (name) => {
      const folder = join(outdirs, "commonjs-20/stacks", name);
      adaptToLocalAws(folder);
      const terraform = localAws().TERRAFORM_BINARY_NAME ?? "terraform";
      const chdir = `-chdir=${folder}`;
      await consumer.run(terraform, [chdir, "init", "-backend=false", "-input=false"]);

      await expect(consumer.run(terraform, [chdir, "validate", "-no-color"])).resolves.toContain(
        "Success! The configuration is valid.",
      );
    },
    3 * MINUTES,
  );
});
