import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";

import { temporaryFolder, writeFile } from "./folders";

const project = join(__dirname, "..", "..", "..");

/**
 * A small project with a stack that has one variable and no resource.
 *
 * @param blocks more of the stack's JSON, e.g. `output`
 * @param diagnostics what the program says of itself; an error ends it
 */
export function temporaryProject(blocks: object = {}, diagnostics: readonly object[] = []): string {
  const folder = temporaryFolder();
  const context = { environment: "acc", "app.version": "v1" };
  writeFile(join(folder, "cdktf.json"), JSON.stringify({ context }));
  writeFile(join(folder, "main.ts"), MAIN);
  writeFile(join(folder, "blocks.json"), JSON.stringify(blocks));
  writeFile(join(folder, "diagnostics.json"), JSON.stringify(diagnostics));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(join(project, "node_modules", "tsx"), join(folder, "node_modules", "tsx"));
  return folder;
}

const MAIN = `
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
const { context } = JSON.parse(readFileSync("cdktf.json", "utf8"));
const out = process.env.CDKTF_OUTDIR;
if (!existsSync(out)) {
  mkdirSync(out); // as CDKTF does it: before the input is read, and without the folders above
}
for (const pair of process.argv.slice(2).filter((argument) => argument !== "-c")) {
  const [key, value] = pair.split("=");
  if (!(key in context || /^\\w+\\.app\\.version$/.test(key)) || value === "illegal") {
    console.error("main.ts: there is no '" + key + "'");
    process.exit(1);
  }
  context[key] = value;
}
const diagnostics = JSON.parse(readFileSync("diagnostics.json", "utf8"));
writeFileSync(process.env.ECS_DIAGNOSTICS_FILE, JSON.stringify(diagnostics));
if (diagnostics.some(({ severity }) => severity === "error")) {
  process.exit(1);
}
const name = context.environment;
const annotations = [{ message: "what a construct says" }];
const synthesizedStackPath = "stacks/" + name + "/cdk.tf.json";
mkdirSync(out + "/stacks/" + name, { recursive: true });
writeFileSync(out + "/manifest.json", JSON.stringify({ stacks: { [name]: { name, synthesizedStackPath, annotations } } }));
writeFileSync(out + "/" + synthesizedStackPath, JSON.stringify({
  terraform: { backend: { s3: { bucket: "state-" + name, region: "eu-west-1", key: name + ".tfstate" } } },
  variable: { app_version: { type: "string", default: context[name + ".app.version"] ?? context["app.version"] } },
  ...JSON.parse(readFileSync("blocks.json", "utf8")),
}));
`;
