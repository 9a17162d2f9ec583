import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const project = join(__dirname, "..");

/** Files of a project by path, each with what it imports; types, where that begins with `type`. */
type Imports = Readonly<Record<string, readonly string[]>>;

/** What `npm run lint:imports` refuses in a project of these files: `rule: from → to`. */
function violations(imports: Imports): string[] {
  const folder = mkdtempSync(join(tmpdir(), "import-rules-"));
  try {
    for (const [path, imported] of Object.entries(imports)) {
      write(folder, path, imported.map(statement).join(""));
    }
    write(folder, "tsconfig.json", "{}");
    write(
      folder,
      "package.json",
      '{ "dependencies": { "@cdktf/provider-aws": "1" }, "devDependencies": { "dev": "1" } }',
    );
    write(folder, "node_modules/@cdktf/provider-aws/package.json", '{ "main": "lib/index.js" }');
    const cruise = join(project, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
    const config = join(project, ".dependency-cruiser.mjs");
    const output = execFileSync(
      process.execPath,
      [cruise, "--config", config, "--output-type", "json", "."],
      { cwd: folder, encoding: "utf8", timeout: 60_000 },
    );
    const { summary } = JSON.parse(output) as Result;
    return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** An import of a file, or of its types where it begins with `type`. */
function statement(imported: string): string {
  const [, path] = /^type (.*)$/.exec(imported) ?? [];
  return path === undefined ? `import "${imported}";\n` : `import type { One } from "${path}";\n`;
}

interface Result {
  readonly summary: {
    readonly violations: readonly { rule: { name: string }; from: string; to: string }[];
  };
}

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** Files that import nothing. */
const LEAVES: Imports = Object.fromEntries(
  [
    "main.ts",
    "modules/core/index.ts",
    "modules/core/rules.ts",
    "modules/vpc/index.ts",
    "modules/vpc/subnet.ts",
    "environments/acc.ts",
    "settings/index.ts",
    "stacks/index.ts",
    "tools/terraform.ts",
    "examples/boot/stack.ts",
    "__tests__/support/synth.ts",
    "node_modules/@cdktf/provider-aws/lib/index.js",
    "node_modules/@cdktf/provider-aws/lib/vpc/index.js",
    "node_modules/@cdktf/provider-aws/lib/provider/index.js",
    "node_modules/dev/index.js",
  ].map((path) => [path, []]),
);

describe("the rules for imports", () => {
  test("take what points from main down to the provider, and what tests import", () => {
    expect(
      violations({
        ...LEAVES,
        "main.ts": ["./settings", "./stacks", "./modules/core"],
        "environments/acc.ts": ["../settings", "../modules/vpc"],
        "settings/index.ts": ["../modules/vpc"],
        "stacks/index.ts": ["../modules/vpc", "../settings"],
        "examples/boot/stack.ts": ["../../modules/vpc"],
        "modules/alb/index.ts": ["./alb"],
        "modules/alb/alb.ts": ["../vpc", "../core", "@cdktf/provider-aws/lib/vpc"],
        "modules/core/index.ts": ["./rules", "@cdktf/provider-aws/lib/provider"],
        "tools/bench/programs/services.ts": ["../../../modules/vpc"],
        "__tests__/vpc/subnet.test.ts": ["../../modules/vpc/subnet", "../../tools/terraform", "dev"],
      }),
    ).toEqual([]);
  });

  test("refuse circles, and what points up, sideways into a folder, or to the barrel", () => {
    expect(
      violations({
        ...LEAVES,
        "modules/alb/alb.ts": ["./listener", "../vpc/subnet", "../../stacks", "@cdktf/provider-aws", "dev"],
        "modules/alb/listener.ts": ["./alb", "../../tools/terraform", "../../__tests__/support/synth"],
        "modules/core/rules.ts": ["../vpc", "@cdktf/provider-aws/lib/vpc"],
        "settings/index.ts": ["../main", "../environments/acc", "../stacks", "../modules/vpc/subnet"],
        "tools/plan.ts": ["../modules/vpc", "../stacks"],
      }),
    ).toEqual([
      "core-imports-no-module: modules/core/rules.ts → modules/vpc/index.ts",
      "core-makes-no-resource: modules/core/rules.ts → node_modules/@cdktf/provider-aws/lib/vpc/index.js",
      "deployed-imports-no-tool: modules/alb/listener.ts → __tests__/support/synth.ts",
      "deployed-imports-no-tool: modules/alb/listener.ts → tools/terraform.ts",
      "modules-by-their-index: modules/alb/alb.ts → modules/vpc/subnet.ts",
      "modules-by-their-index: settings/index.ts → modules/vpc/subnet.ts",
      "modules-import-modules: modules/alb/alb.ts → stacks/index.ts",
      "no-barrel: modules/alb/alb.ts → node_modules/@cdktf/provider-aws/lib/index.js",
      "no-circles: modules/alb/alb.ts → modules/alb/listener.ts",
      "no-dev-dependencies: modules/alb/alb.ts → node_modules/dev/index.js",
      "nothing-imports-main: settings/index.ts → main.ts",
      "settings-import-modules-only: settings/index.ts → environments/acc.ts",
      "settings-import-modules-only: settings/index.ts → stacks/index.ts",
      "tools-import-no-construct: tools/plan.ts → modules/vpc/index.ts",
      "tools-import-no-construct: tools/plan.ts → stacks/index.ts",
    ]);
  });

  test("refuse a circle of types", () => {
    expect(
      violations({
        "modules/alb/alb.ts": ["type ./listener"],
        "modules/alb/listener.ts": ["type ./alb"],
      }),
    ).toEqual(["no-circles: modules/alb/alb.ts → modules/alb/listener.ts"]);
  });
});
