import { execFileSync } from "node:child_process";
import { join } from "node:path";

const project = join(__dirname, "..");

/** Lints without types, which would load the whole barrel. In a process of its own: Jest cannot import the configuration. */
const LINT = `
  import { ESLint } from "eslint";
  import tseslint from "typescript-eslint";
  const [filePath, text] = process.argv.slice(1);
  const eslint = new ESLint({ overrideConfig: tseslint.configs.disableTypeChecked });
  const [{ messages }] = await eslint.lintText(text, { filePath });
  console.log(JSON.stringify(messages));
`;

/** The messages about imports in `lines`, were they the text of `file`; by line. */
function importMessages(file: string, lines: readonly string[]): Record<string, string> {
  const args = ["--input-type=module", "--eval", LINT, file, lines.join("\n")];
  const output = execFileSync(process.execPath, args, { cwd: project, encoding: "utf8", timeout: 60_000 });
  const messages = JSON.parse(output) as { ruleId: string; line: number; message: string }[];
  return Object.fromEntries(
    messages
      .filter(({ ruleId }) => ruleId === "no-restricted-imports")
      .map(({ line, message }) => [lines[line - 1] ?? "", message]),
  );
}

describe("the lint rules for imports", () => {
  const barrel = 'import { vpc } from "@cdktf/provider-aws";';
  const library = 'import { vpc } from "@cdktf/provider-aws/lib";';
  const resource = 'import { Vpc } from "@cdktf/provider-aws/lib/vpc";';
  const refusedBarrel = expect.stringContaining("(the barrel costs 577 MB)") as string;

  test("refuse the provider's barrel and what breaks the layers in a module, and take the rest", () => {
    const insides = 'import { planSubnets } from "../vpc/subnet-plan";';
    const upwards = 'import { EcsStack } from "../../stacks";';
    const others = [resource, 'import { Vpc } from "../vpc";', 'import { Alb } from "./alb";'];
    expect(importMessages("modules/alb/alb.ts", [barrel, library, insides, upwards, ...others])).toEqual({
      [barrel]: refusedBarrel,
      [library]: refusedBarrel,
      [insides]: expect.stringContaining("Import a module through its folder") as string,
      [upwards]: expect.stringContaining("Dependencies point one way") as string,
    });
  });

  test("refuse the provider's barrel and the insides of a module in a stack, and take the rest", () => {
    const insides = 'import { Subnet } from "../modules/vpc/subnet";';
    const tools = 'import { run } from "../tools/terraform";';
    expect(
      importMessages("stacks/ecs-stack.ts", [
        barrel,
        resource,
        insides,
        tools,
        'import { Vpc } from "../modules/vpc";',
      ]),
    ).toEqual({
      [barrel]: refusedBarrel,
      [insides]: expect.stringContaining("Import a module through its folder") as string,
      [tools]: expect.stringContaining("knows nothing of the tools") as string,
    });
  });
});
