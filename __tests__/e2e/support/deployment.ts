import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { adaptToLocalAws } from "../../../tools/local-aws/provider-override";
import { createStateBucket } from "../../../tools/local-aws/state-bucket";
import { run } from "../../../tools/process/child-process";
import { succeeded } from "../../../tools/terraform/failures";
import { findTerraform } from "../../../tools/terraform/find-terraform";
import { prepared, type PreparedStack } from "../../../tools/terraform/prepared-stack";
import type { SavedPlan } from "../../../tools/terraform/saved-plan";
import { synthesize } from "../../../tools/terraform/synthesis";
import { TerraformCli } from "../../../tools/terraform/terraform-cli";
import { StepReporter } from "../../../tools/terminal/step-reporter";
import { AppliedState } from "./applied-state";
import { clientConfig } from "./aws-clients";
import { localAws } from "./describe-e2e";

const projectDirectory = resolve(__dirname, "../../..");

/** What a plan does to one resource: `aws_ecs_service update`. */
export type PlannedChange = `${string} ${string}`;

/** A stack that is synthesized into a folder of its own and deployed to local AWS by the real Terraform. */
export class Deployment {
  private readonly stop = new AbortController();
  private readonly cli: TerraformCli;
  private running: Promise<unknown> = Promise.resolve();
  private planned?: SavedPlan;

  private constructor(
    private readonly root: string,
    private readonly prepared: PreparedStack,
  ) {
    const silent = new StepReporter({ write: () => undefined });
    this.cli = new TerraformCli(prepared, silent, this.stop.signal);
  }

  /**
   * Runs a program that synthesizes stacks, makes the state bucket of one, and runs `terraform init` for it.
   *
   * @param context handed to the program as `-c key=value`
   * @param name of the stack, where the program has several
   */
  static async of(
    program: string,
    context: Readonly<Record<string, string>> = {},
    name?: string,
  ): Promise<Deployment> {
    const env = localAws();
    const root = mkdtempSync(join(tmpdir(), "e2e-"));
    const stack = await synthesize({
      projectDirectory,
      outputDirectory: root,
      context: Object.entries(context).map(([key, value]) => `${key}=${value}`),
      app: `node --import tsx ${program}`,
      stack: name,
      env,
    });
    adaptToLocalAws(stack.directory);
    const terraform = await findTerraform(env);
    const deployment = new Deployment(
      root,
      prepared(stack, { terraform, env }, { command: "test", context: [] }),
    );
    const { bucket, region } = deployment.json.terraform.backend.s3;
    await createStateBucket(env.AWS_ENDPOINT_URL ?? "", bucket, region);
    await deployment.cli.init();
    return deployment;
  }

  /** The synthesized JSON. */
  get json(): StackJson {
    return JSON.parse(readFileSync(join(this.prepared.stack.directory, "cdk.tf.json"), "utf8")) as StackJson;
  }

  /** The region that it deploys to. */
  get region(): string {
    return this.json.provider.aws[0].region;
  }

  /** Fails unless Terraform takes the synthesized JSON for valid. */
  async validate(): Promise<void> {
    const { stack, terraform, env, subject } = this.prepared;
    succeeded(await run(terraform.binary, ["validate", "-no-color"], { cwd: stack.directory, env }), subject);
  }

  /** What a plan would change, sorted. It can be applied, and looked at, until the next is made. */
  async plan(...args: readonly string[]): Promise<PlannedChange[]> {
    const planned = await this.track(this.cli.plan({ args }));
    // A plan that is refused leaves the last one.
    this.planned?.remove();
    this.planned = planned;
    return planned.actions.map(({ type, action }): PlannedChange => `${type} ${action}`).sort();
  }

  /** The last plan as JSON. */
  planJson(): Promise<string> {
    return this.cli.show(this.lastPlan);
  }

  /** Applies the last plan. */
  async applyPlan(): Promise<void> {
    await this.track(this.cli.apply(this.lastPlan, { title: "Applying" }));
  }

  /** Plans and applies. */
  async apply(): Promise<void> {
    await this.plan();
    await this.applyPlan();
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
    await this.plan("-destroy");
    await this.applyPlan();
  }

  /**
   * Deletes the folder, unless `E2E_KEEP` asks to keep it; where a test has taken too long, Terraform is stopped before,
   * so that it unlocks the state.
   */
  async remove(): Promise<void> {
    this.stop.abort();
    await this.running.catch(() => undefined);
    this.planned?.remove();
    if (process.env.E2E_KEEP === undefined) {
      rmSync(this.root, { recursive: true });
    } else {
      process.stderr.write(`Kept: ${this.prepared.stack.directory}\n`);
    }
  }

  private get lastPlan(): SavedPlan {
    if (this.planned === undefined) {
      throw new Error("there is no plan yet");
    }
    return this.planned;
  }

  private track<T>(work: Promise<T>): Promise<T> {
    this.running = work;
    return work;
  }
}

interface StackJson {
  readonly provider: { readonly aws: readonly [{ readonly region: string }] };
  readonly terraform: {
    readonly backend: {
      readonly s3: { readonly bucket: string; readonly key: string; readonly region: string };
    };
  };
}
