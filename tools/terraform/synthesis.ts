import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

import { run } from "../process/child-process";
import { findExecutable } from "../process/find-executable";
import { makePrivateFolder } from "../process/private-folder";
import { explainSystemError } from "../process/run-tool";
import { UserError } from "../process/user-error";
import { type Diagnostic, DIAGNOSTICS_FILE, readDiagnostics, RefusedInput } from "./diagnostics";

/** Where a stack is synthesized from and to. */
export interface SynthesisOptions {
  /** The project's folder, with `main.ts` and `cdktf.json`. */
  readonly projectDirectory: string;
  /** Gets `manifest.json` and `stacks/`. */
  readonly outputDirectory: string;
  /** Context values `key=value` that win over those in `cdktf.json`. */
  readonly context: readonly string[];
  /** The command that synthesizes, as `cdktf --app` takes it: words with spaces between. @default - `main.ts` */
  readonly app?: string;
  /** Name of the stack that is asked for, where the program has several. @default the first */
  readonly stack?: string;
  readonly env: NodeJS.ProcessEnv;
}

/** A synthesized stack, as far as the tools need to know it. */
export interface SynthesizedStack {
  readonly name: string;
  /** The folder of its `cdk.tf.json`. */
  readonly directory: string;
  /** The input variables by name. */
  readonly variables: Readonly<Record<string, InputVariable>>;
  /** The S3 backend; undefined if the stack keeps its state elsewhere. */
  readonly backend: S3Backend | undefined;
  /** The region of the AWS provider; undefined if the stack leaves it to the environment. */
  readonly region: string | undefined;
  /** The names of the S3 buckets that it makes, by their addresses. */
  readonly buckets: ReadonlyMap<string, string>;
  /** The paths of the constructs in the stack, such as `vpc/vpc`, by the addresses of their resources. */
  readonly resources: ReadonlyMap<string, string>;
  /** The outputs by name, as they stand in Terraform's JSON. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** What constructs say about themselves: warnings and notes. */
  readonly annotations: readonly string[];
  /** What its checks warn of. */
  readonly warnings: readonly Diagnostic[];
}

/** Where a stack keeps its state. */
export interface S3Backend {
  readonly bucket: string;
  readonly region: string;
  readonly key: string;
}

/** Address of the bucket that holds the stack's own state; undefined for a stack that does not make it. */
export function ownStateBucket({ backend, buckets }: SynthesizedStack): string | undefined {
  return [...buckets].find(([, name]) => name === backend?.bucket)?.[0];
}

/** An input variable as it stands in Terraform's JSON. */
export interface InputVariable {
  readonly default?: unknown;
}

/**
 * Synthesizes the one stack that the context asks for, without the CDKTF CLI, which takes seconds more.
 *
 * @throws RefusedInput with what the program says about bad input
 * @throws UserError if it fails in another way
 */
export async function synthesize(options: SynthesisOptions): Promise<SynthesizedStack> {
  const { projectDirectory, outputDirectory, context, app } = options;
  const contextArguments = context.flatMap((pair) => ["-c", pair]);
  const [program = "", ...args] = app?.trim().split(/\s+/) ?? [process.execPath, ...MAIN];
  if (findExecutable(program, options.env) === undefined) {
    throw new UserError(
      `'--app ${app ?? ""}': there is no program '${program}'; write it like '--app "npx tsx main.ts"'.`,
    );
  }
  const isNew = !existsSync(outputDirectory);
  // CDKTF makes the folder itself, before the input is read, but none above it.
  mkdirSync(dirname(resolve(outputDirectory)), { recursive: true });
  const folder = makePrivateFolder("diagnostics");
  const diagnosticsFile = join(folder.path, "diagnostics.json");
  try {
    const { code, stderr } = await run(program, [...args, ...contextArguments], {
      cwd: projectDirectory,
      env: { ...options.env, CDKTF_OUTDIR: resolve(outputDirectory), [DIAGNOSTICS_FILE]: diagnosticsFile },
    });
    const diagnostics = readDiagnostics(diagnosticsFile);
    if (code !== 0) {
      throw diagnostics.length > 0
        ? new RefusedInput(diagnostics)
        : new UserError(systemErrorIn(stderr) ?? stderr);
    }
    return { ...readStack(outputDirectory, app ?? "main.ts", options.stack), warnings: diagnostics };
  } catch (error) {
    if (isNew) {
      rmSync(outputDirectory, { recursive: true, force: true });
    }
    throw error;
  } finally {
    folder.remove();
  }
}

/**
 * Synthesizes a stack of a program of the current folder, for as long as `use` looks at it: into a folder that is gone
 * afterwards.
 *
 * @throws RefusedInput, UserError as {@link synthesize}
 */
export async function withSynthesized<T>(
  program: Pick<SynthesisOptions, "context" | "app" | "stack">,
  use: (stack: SynthesizedStack) => T,
): Promise<T> {
  const { path: outputDirectory, remove } = makePrivateFolder("synthesis");
  try {
    const { env } = process;
    return use(await synthesize({ ...program, projectDirectory: process.cwd(), outputDirectory, env }));
  } finally {
    remove();
  }
}

/** `main.ts` is CommonJS, for which tsx starts in a third of the time that it takes with modules of both kinds. */
const MAIN = ["--require", "tsx/cjs", "main.ts"];

/** One line instead of a stack trace, where the program could not write, because the disk is full, say. */
function systemErrorIn(stderr: string): string | undefined {
  const [, code, syscall, path] = /^Error: (E[A-Z]+): .*, (\w+)(?: '(.*?)'.*)?$/m.exec(stderr) ?? [];
  return explainSystemError({ code, syscall, path });
}

function readStack(
  outputDirectory: string,
  program: string,
  name?: string,
): Omit<SynthesizedStack, "warnings"> {
  const manifest = readJson(join(outputDirectory, "manifest.json")) as Manifest;
  const stacks = Object.values(manifest.stacks);
  const [stack] = stacks.filter((one) => name === undefined || one.name === name);
  if (stack === undefined) {
    const names = stacks.map((one) => `'${one.name}'`).join(", ");
    throw new UserError(
      `There is no stack${name === undefined ? "" : ` '${name}'`}: '${program}' makes ${names || "none"}.`,
    );
  }
  const file = join(outputDirectory, stack.synthesizedStackPath);
  const { terraform, provider, variable, resource = {}, output } = readJson(file) as StackJson;
  return {
    name: stack.name,
    directory: dirname(file),
    variables: variable ?? {},
    backend: terraform?.backend?.s3,
    region: provider?.aws?.[0]?.region,
    buckets: new Map(
      Object.entries(resource.aws_s3_bucket ?? {}).map(([id, { bucket = "" }]) => [
        `aws_s3_bucket.${id}`,
        bucket,
      ]),
    ),
    resources: new Map(
      Object.entries(resource).flatMap(([type, ofType]) =>
        Object.entries(ofType).map(([id, block]) => [`${type}.${id}`, constructPath(block) ?? id]),
      ),
    ),
    outputs: output ?? {},
    annotations: (stack.annotations ?? []).map(({ message }) => message),
  };
}

/** Where in the stack the construct of a resource is: CDKTF notes its path, which begins with the stack. */
function constructPath(block: ResourceJson): string | undefined {
  return block["//"]?.metadata?.path?.split("/").slice(1).join("/");
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}

interface Manifest {
  readonly stacks: Readonly<Record<string, ManifestStack>>;
}

interface ManifestStack {
  readonly name: string;
  readonly synthesizedStackPath: string;
  readonly annotations?: readonly { readonly message: string }[];
}

interface StackJson {
  readonly terraform?: { readonly backend?: { readonly s3?: SynthesizedStack["backend"] } };
  readonly provider?: { readonly aws?: readonly { readonly region?: string }[] };
  readonly variable?: SynthesizedStack["variables"];
  readonly resource?: Readonly<Record<string, Readonly<Record<string, ResourceJson>>>>;
  readonly output?: SynthesizedStack["outputs"];
}

/** See https://developer.hashicorp.com/terraform/cdktf/concepts/cdktf-architecture */
interface ResourceJson {
  /** Of a bucket: its name. */
  readonly bucket?: string;
  readonly "//"?: { readonly metadata?: { readonly path?: string } };
}
