import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const MINUTES = 60_000;
const project = resolve(__dirname, "../..");
const execute = promisify(execFile);
const outdirs = mkdtempSync(join(tmpdir(), "cdktn-"));

afterAll(() => {
  rmSync(outdirs, { recursive: true });
});

/** What a program makes, by file, with the imports that a tsconfig.json gives it. */
async function synthesized(program: string, tsconfig?: string): Promise<Record<string, StackJson>> {
  const outdir = mkdtempSync(join(outdirs, "out-"));
  const env = {
    ...process.env,
    CDKTF_OUTDIR: outdir,
    ...(tsconfig === undefined ? {} : { TSX_TSCONFIG_PATH: join(__dirname, tsconfig) }),
  };
  await execute(process.execPath, ["--import", "tsx", ...program.split(" ")], { cwd: project, env });
  const files = readdirSync(outdir, { recursive: true, encoding: "utf8" });
  const entries = files
    .filter((name) => name.endsWith(".tf.json"))
    .map((name) => [name, JSON.parse(readFileSync(join(outdir, name), "utf8")) as StackJson]);
  return Object.fromEntries(entries) as Record<string, StackJson>;
}

/** Of the library, in the comment that Terraform does not read. */
interface StackJson {
  readonly "//": { readonly metadata: { version: string } };
}

/** Takes the version out of what was made. Returns it, of each file. */
function takeVersions(made: Readonly<Record<string, StackJson>>): string[] {
  return Object.values(made).map(({ "//": { metadata } }) => {
    const { version } = metadata;
    metadata.version = "";
    return version;
  });
}

test.each([
  "examples/boot/main.ts",
  "examples/compose/main.ts",
  "examples/location-user/main.ts",
  "examples/nodejs-app/main.ts",
  "examples/ping-pong/main.ts",
  "examples/platform-teams/main.ts",
  "examples/platform-teams/guest.ts",
  "examples/production-ecs/main.ts",
  "main.ts -c environment=acc",
  "main.ts -c environment=prod",
])(
  "%s makes the same on CDK Terrain, but for the version of the library",
  async (program) => {
    const [before, after] = await Promise.all([synthesized(program), synthesized(program, "tsconfig.json")]);

    expect(new Set(takeVersions(before))).toEqual(new Set(["0.21.0"]));
    expect(new Set(takeVersions(after))).toEqual(new Set(["0.24.0"]));
    expect(after).toEqual(before);
  },
  2 * MINUTES,
);
