/** The part of a synthesized stack that is written again with the provider's own classes. */
export interface StackJson {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

/**
 * A TypeScript program that makes the resources of a stack directly with the classes of `@cdktf/provider-aws`: what
 * a user without these modules would write, and so what synthesis costs at the least.
 */
export function directProgram(stack: StackJson): string {
  const types = Object.keys(stack.resource);
  return [
    'import { App, TerraformStack } from "cdktf";',
    'import { AwsProvider } from "@cdktf/provider-aws/lib/provider";',
    ...types.map((type) => `import * as ${type} from "@cdktf/provider-aws/lib/${fileOf(type)}";`),
    "const app = new App();",
    'const stack = new TerraformStack(app, "direct");',
    'new AwsProvider(stack, "aws", { region: "eu-west-1" });',
    "function resource(module: object, id: string, config: object): void {",
    "  const Resource = Object.values(module).find((one) => one.tfResourceType !== undefined);",
    "  new Resource(stack, id, config);",
    "}",
    ...types.flatMap((type) =>
      Object.entries(stack.resource[type] ?? {}).map(
        ([id, config]) =>
          `resource(${type}, ${JSON.stringify(`${type}-${id}`)}, ${JSON.stringify(camelCase(config))});`,
      ),
    ),
    "app.synth();",
    "",
  ].join("\n");
}

function fileOf(type: string): string {
  return type.replace(/^aws_/, "").replaceAll("_", "-");
}

/** Terraform's argument names as the classes spell them; the keys of tags and the like stay as they are. */
function camelCase(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(camelCase);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "//" && key !== "depends_on" && key !== "lifecycle")
      .map(([key, inner]) => [
        key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
        MAPS.includes(key) ? inner : camelCase(inner),
      ]),
  );
}

const MAPS = ["tags", "input_paths"];
