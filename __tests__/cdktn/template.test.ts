import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { adaptToLocalAws } from "../../tools/local-aws/provider-override";
import { createStateBucket } from "../../tools/local-aws/state-bucket";
import { describeE2e, localAws } from "../e2e/support/describe-e2e";
import { ProjectFolder, tarballs } from "../package/support/project-folder";

const MINUTES = 60_000;
const project = resolve(__dirname, "../..");
const libraries = join(__dirname, "libraries/node_modules");
const PROGRAMS = ["platform", "team"] as const;
type Program = (typeof PROGRAMS)[number];

describeE2e("the template of a repository that uses the package, on local AWS", () => {
  const repository = new ProjectFolder(join(project, "templates/consumer"));
  // Of the CDK Terrain that is installed for its command-line program.
  const cdktn = [join(libraries, "node/bin/node"), join(libraries, "cdktn-cli/bin/cdktn")] as const;

  beforeAll(async () => {
    const [tarball] = tarballs();
    // The template names a version of the registry: what is tested is the package of these sources.
    await repository.install(tarball);
    await createStateBucket(localAws().AWS_ENDPOINT_URL ?? "", "shop-infrastructure-state", "eu-west-1");
  }, 5 * MINUTES);

  afterAll(() => {
    repository.remove();
  });

  async function synthesize(): Promise<void> {
    await repository.run("npm", ["run", "synth"]);
    for (const program of PROGRAMS) {
      adaptToLocalAws(join(repository.path, folderOf(program)));
    }
  }

  function terraform(program: Program, ...args: readonly string[]): Promise<string> {
    const binary = localAws().TERRAFORM_BINARY_NAME ?? "terraform";
    return repository.run(binary, args, { folder: folderOf(program), env: { TF_CLI_ARGS: "-no-color" } });
  }

  async function plans(): Promise<string[]> {
    const texts: string[] = [];
    for (const program of PROGRAMS) {
      await terraform(program, "init", "-input=false");
      texts.push(await terraform(program, "plan", "-input=false"));
    }
    return texts;
  }

  const NO_CHANGES = expect.stringContaining(
    "No changes. Your infrastructure matches the configuration.",
  ) as string;

  test(
    "npm ci && npm test passes in it",
    async () => {
      await repository.run("npm", ["ci", "--no-audit", "--no-fund"]);

      await expect(repository.run("npm", ["test"])).resolves.toMatch(/^# fail 0$/m);
    },
    5 * MINUTES,
  );

  test(
    "is deployed with CDKTF, the team by what the platform tells",
    async () => {
      await synthesize();
      for (const program of PROGRAMS) {
        await terraform(program, "init", "-input=false");
        await terraform(program, "apply", "-input=false", "-auto-approve");
      }

      await expect(plans()).resolves.toEqual([NO_CHANGES, NO_CHANGES]);
    },
    6 * MINUTES,
  );

  test(
    "is moved to CDK Terrain by the commands of the guide, and there is nothing to change",
    async () => {
      const guide = readFileSync(join(project, "docs/moving-to-cdk-terrain.md"), "utf8");
      const [, commands = ""] = /```sh\n([^`]+)```/.exec(guide) ?? [];
      await repository.run("git", ["init", "--quiet"]);
      await repository.run("git", ["add", "."]);
      await repository.run("sh", ["-ec", commands.replace(" ecs-terraform-cdktn ", ` "${tarballs()[1]}" `)]);
      const sources = await repository.run("git", ["grep", "-hE", "^import", "--", "*.ts"]);
      const tested = await repository.run("npm", ["test"]);
      await synthesize();

      expect(sources).not.toMatch(/"cdktf|@cdktf|ecs-terraform-cdk\//);
      expect(tested).toMatch(/^# fail 0$/m);
      await expect(plans()).resolves.toEqual([NO_CHANGES, NO_CHANGES]);
    },
    6 * MINUTES,
  );

  test(
    "gets a new version by cdktn deploy, which changes the service and its task definition",
    async () => {
      const [node, program] = cdktn;
      const args = ["--auto-approve", "--skip-provider-lock", "--var", "web_version=v2"];
      const deployed = await repository.run(node, [program, "deploy", ...args], {
        folder: "team",
        env: { CI: "true" },
      });

      expect(deployed).toContain("Apply complete! Resources: 1 added, 1 changed, 1 destroyed.");
    },
    4 * MINUTES,
  );

  test(
    "is destroyed, and nothing is left",
    async () => {
      const [node, program] = cdktn;
      await repository.run(node, [program, "destroy", "--auto-approve"], {
        folder: "team",
        env: { CI: "true" },
      });
      await terraform("platform", "destroy", "-auto-approve");

      await expect(terraform("team", "state", "list")).resolves.toBe("");
      await expect(terraform("platform", "state", "list")).resolves.toBe("");
    },
    6 * MINUTES,
  );
});

function folderOf(program: Program): string {
  return `${program}/cdktf.out/stacks/${program}`;
}
