import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { limitRetries } from "../../../tools/local-aws/retry-override";
import { createStateBucket } from "../../../tools/local-aws/state-bucket";
import { localAws } from "./describe-e2e";

const execute = promisify(execFile);
const project = resolve(__dirname, "../../..");

/** What a plan does to one resource: `aws_ecs_service update`. */
export type PlannedChange = `${string} ${string}`;

/** A stack that is synthesized into a folder of its own and deployed to local AWS by the real Terraform. */
export class Deployment {
  private constructor(
    private readonly root: string,
    readonly folder: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /**
   * Runs a program that synthesizes one stack, makes the stack's state bucket, and runs `terraform init`.
   *
   * @param context handed to the program as `-c key=value`
   */
  static async of(program: string, context: Readonly<Record<string, string>> = {}): Promise<Deployment> {
    const env = localAws();
    const root = mkdtempSync(join(tmpdir(), "e2e-"));
    const args = Object.entries(context).flatMap(([key, value]) => ["-c", `${key}=${value}`]);
    await execute(process.execPath, ["--import", "tsx", program, ...args], {
      cwd: project,
      env: { ...env, CDKTF_OUTDIR: root },
    });
    const manifest = readJson(join(root, "manifest.json")) as Manifest;
    const [stack] = Object.values(manifest.stacks);
    const folder = join(root, stack?.workingDirectory ?? "");
    limitRetries(folder);

    const deployment = new Deployment(root, folder, env);
    const { bucket, region } = deployment.json.terraform.backend.s3;
    await createStateBucket(env.AWS_ENDPOINT_URL ?? "", bucket, region);
    await deployment.terraform("init", "-input=false");
    return deployment;
  }

  /** The synthesized JSON. */
  get json(): StackJson {
    return readJson(join(this.folder, "cdk.tf.json")) as StackJson;
  }

  /** The region that it deploys to. */
  get region(): string {
    return this.json.provider.aws[0].region;
  }

  /** Runs Terraform and returns what it prints; fails with its error. */
  async terraform(...args: readonly string[]): Promise<string> {
    const options = { cwd: this.folder, env: this.env, maxBuffer: 64 * 1024 * 1024 };
    const { stdout } = await execute(
      this.env.TERRAFORM_BINARY_NAME ?? "terraform",
      [...args, "-no-color"],
      options,
    );
    return stdout;
  }

  apply(...args: readonly string[]): Promise<string> {
    return this.terraform("apply", "-input=false", "-auto-approve", ...args);
  }

  /** Makes a plan, for `apply("plan")`, and returns it as JSON. */
  async planJson(...args: readonly string[]): Promise<string> {
    await this.terraform("plan", "-input=false", "-out=plan", ...args);
    return this.terraform("show", "-json", "plan");
  }

  /** What a plan would change, sorted. */
  async plan(...args: readonly string[]): Promise<PlannedChange[]> {
    const plan = JSON.parse(await this.planJson(...args)) as Plan;
    return (plan.resource_changes ?? [])
      .map(({ type, change }): PlannedChange => `${type} ${change.actions.join("+")}`)
      .filter((change) => !change.endsWith(" no-op"))
      .sort();
  }

  /** Addresses of the resources in the state. */
  async resources(): Promise<string[]> {
    return (await this.terraform("state", "list")).split("\n").filter((line) => line !== "");
  }

  async destroy(): Promise<void> {
    await this.terraform("destroy", "-input=false", "-auto-approve");
  }

  /** Deletes the folder. */
  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly workingDirectory: string }>>;
}

interface StackJson {
  readonly provider: { readonly aws: readonly [{ readonly region: string }] };
  readonly terraform: {
    readonly backend: { readonly s3: { readonly bucket: string; readonly region: string } };
  };
}

interface Plan {
  readonly resource_changes?: readonly {
    readonly type: string;
    readonly change: { readonly actions: string[] };
  }[];
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
