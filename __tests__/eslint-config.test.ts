import { execFileSync } from "node:child_process";
import { join } from "node:path";

const project = join(__dirname, "..");

/** Lints without types, which would load the whole provider. In a process of its own: Jest cannot import the configuration. */
const LINT = `
  import { ESLint } from "eslint";
  import tseslint from "typescript-eslint";
  const [text, ...files] = process.argv.slice(1);
  const eslint = new ESLint({ overrideConfig: tseslint.configs.disableTypeChecked });
  const found = {};
  for (const filePath of files) {
    const [{ messages }] = await eslint.lintText(text, { filePath });
    found[filePath] = messages.filter(({ ruleId }) => ruleId === "no-restricted-syntax").map(({ line }) => line);
  }
  console.log(JSON.stringify(found));
`;

test("instanceof on constructs and throws outside of the checks are refused in what is deployed, and only there", () => {
  const lines = [
    "export function one(thing: unknown): void {",
    "  if (thing instanceof Alb) {",
    "    throw new ValidationError(thing);",
    "  }",
    "  if (thing instanceof TypeError) {",
    "    throw thing;",
    "  }",
    "}",
  ];
  const deployed = ["modules/alb/alb.ts", "stacks/ecs-stack.ts", "settings/environment.ts", "main.ts"];
  const checks = ["modules/core/checks.ts", "modules/core/report.ts"];
  const others = ["tools/cli.ts", "__tests__/alb/alb.test.ts"];
  const args = ["--input-type=module", "--eval", LINT, lines.join("\n"), ...deployed, ...checks, ...others];
  const found: unknown = JSON.parse(
    execFileSync(process.execPath, args, { cwd: project, encoding: "utf8", timeout: 60_000 }),
  );
  expect(found).toEqual({
    ...Object.fromEntries(deployed.map((file) => [file, [2, 3]])),
    ...Object.fromEntries(checks.map((file) => [file, [2]])),
    ...Object.fromEntries(others.map((file) => [file, []])),
  });
});
