import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type * as DescribeType from "./describe-type";
import type { Description } from "./description";

const PROJECT = join(__dirname, "../..");
const CACHE = join(PROJECT, "node_modules/.cache/ecs-terraform-cdk/settings.json");
/** What the types of settings are made of. */
const SOURCES = ["settings", "modules", "package.json", "tsconfig.json"];

interface Cached {
  /** Hash of the sources. */
  readonly key: string;
  readonly description: Description;
}

/**
 * What the compiler knows about the type `EnvironmentSettings`. It takes seconds to work that out, so it is kept until a
 * source of the type changes.
 */
export function settingsDescription(): Description {
  const key = hashOfSources();
  const cached = readCache();
  if (cached?.key === key) {
    return cached.description;
  }
  // TypeScript is loaded only when it is needed: that alone takes longer than all else here.
  const { describeType } = createRequire(__filename)("./describe-type") as typeof DescribeType;
  const description = describeType(PROJECT, "settings/environment.ts", "EnvironmentSettings");
  writeCache({ key, description });
  return description;
}

function hashOfSources(): string {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    const isFile = source.includes(".");
    const files = isFile ? [""] : readdirSync(join(PROJECT, source), { recursive: true, encoding: "utf8" });
    for (const file of files.filter((one) => isFile || one.endsWith(".ts")).sort()) {
      hash
        .update(`${source}/${file}\0`)
        .update(readFileSync(join(PROJECT, source, file)))
        .update("\0");
    }
  }
  return hash.digest("hex");
}

function readCache(): Cached | undefined {
  try {
    return JSON.parse(readFileSync(CACHE, "utf8")) as Cached;
  } catch {
    return undefined;
  }
}

/** Where nothing can be written, it is worked out every time. Others may read or write at the same time. */
function writeCache(cached: Cached): void {
  const written = `${CACHE}.${process.pid}`;
  try {
    mkdirSync(dirname(CACHE), { recursive: true });
    writeFileSync(written, JSON.stringify(cached));
    renameSync(written, CACHE);
  } catch {
    // A folder that is read-only, or a full disk.
  }
}
