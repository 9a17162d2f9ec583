import { type ChildProcess, execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { limitRetries } from "../../../tools/local-aws/retry-override";
import { createStateBucket } from "../../../tools/local-aws/state-bucket";
import { AppliedState } from "./applied-state";
import { clientConfig } from "./aws-clients";
import { localAws } from "./describe-e2e";

const execute = promisify(execFile);
const project = resolve(__dirname, "../../..");

/** What a plan does to one resource: `aws_ecs_service update`. */
export type PlannedChange = `${string} ${string}`;

/** A stack that is synthesized into a folder of its own and deployed to local AWS by the real Terraform. */
export class Deployment {
  private readonly running = new Set<ChildProcess>();

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
    const program = this.env.TERRAFORM_BINARY_NAME ?? "terraform";
    const execution = execute(program, [...args, "-no-color"], options);
    this.running.add(execution.child);
    try {
      return (await execution).stdout;
    } catch (error) {
      const { message, stdout } = error as Error & { readonly stdout: string };
      throw new Error(args.includes("-json") ? diagnostics(stdout) : message, { cause: error });
    } finally {
      this.running.delete(execution.child);
    }
  }

  apply(...args: readonly string[]): Promise<string> {
    return this.terraform("apply", "-input=false", "-auto-approve", ...args);
  }

  /** What a plan would change, sorted. The plan itself is in the file `plan`. */
  async plan(...args: readonly string[]): Promise<PlannedChange[]> {
    // Not `show`, which would start the provider once more.
    const messages = await this.terraform("plan", "-json", "-input=false", "-out=plan", ...args);
    return parseMessages(messages)
      .flatMap(({ type, change }) => (type === "planned_change" && change !== undefined ? [change] : []))
      .map(({ action, resource }): PlannedChange => `${resource.resource_type} ${action}`)
      .sort();
  }

  /** The text of Terraform's state, as the bucket has it. */
  async readState(): Promise<string> {
    const { bucket, key, region } = this.json.terraform.backend.s3;
    const client = new S3Client({ ...clientConfig(), region, forcePathStyle: true });
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return (await Body?.transformToString()) ?? "";
  }

  /** Addresses of the resources in the state. */
  async resources(): Promise<string[]> {
    return (await AppliedState.of(this)).addresses;
  }

  async destroy(): Promise<void> {
    await this.terraform("destroy", "-input=false", "-auto-approve");
  }

  /**
   * Deletes the folder, unless `E2E_KEEP` asks to keep it; where a test has taken too long, Terraform is stopped before,
   * so that it unlocks the state.
   */
  async remove(): Promise<void> {
    await Promise.all([...this.running].map(stop));
    if (process.env.E2E_KEEP === undefined) {
      rmSync(this.root, { recursive: true });
    } else {
      process.stderr.write(`Kept: ${this.folder}\n`);
    }
  }
}

/** Asks a process to stop, and waits until it has ended. */
function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("close", () => {
      resolve();
    });
    child.kill("SIGINT");
  });
}

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly workingDirectory: string }>>;
}

interface StackJson {
  readonly provider: { readonly aws: readonly [{ readonly region: string }] };
  readonly terraform: {
    readonly backend: {
      readonly s3: { readonly bucket: string; readonly key: string; readonly region: string };
    };
  };
}

/** A line of what Terraform prints with `-json`: https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
interface Message {
  readonly type: string;
  readonly change?: { readonly action: string; readonly resource: { readonly resource_type: string } };
  readonly diagnostic?: { readonly summary: string; readonly detail: string };
}

function parseMessages(printed: string): Message[] {
  return printed
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Message);
}

/** The errors and warnings among what Terraform printed with `-json`. */
function diagnostics(printed: string): string {
  return parseMessages(printed)
    .flatMap(({ diagnostic }) => diagnostic ?? [])
    .map(({ summary, detail }) => `${summary}: ${detail}`)
    .join("\n");
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
