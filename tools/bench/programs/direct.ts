// What the benchmark measures against: the same resources, made directly with the classes of `@cdktf/provider-aws`, as
// a user without these modules would. Reads what to make from the synthesized stack that the argument names.
import { readFileSync } from "node:fs";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformLocal, type TerraformResource, TerraformStack, TerraformVariable } from "cdktf";
import type { Config, StackJson } from "../stack-json";

/** Arguments that are maps: their keys are the user's. */
const MAPS = ["tags", "input_paths"];

const json = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as StackJson;
const app = new App();
const stack = new TerraformStack(app, "direct");
new AwsProvider(stack, "aws", { region: "eu-west-1" });
for (const [id, config] of Object.entries(json.variable ?? {})) {
  new TerraformVariable(stack, id, toProps(config) as object);
}
for (const [id, expression] of Object.entries(json.locals ?? {})) {
  new TerraformLocal(stack, id, expression);
}
const made = new Map<string, TerraformResource>();
for (const [type, resources] of Object.entries(json.resource)) {
  for (const id of Object.keys(resources)) {
    resource(type, id);
  }
}
app.synth();

/** The resource of this address, which is made, after those that it refers to, when it is asked for first. */
function resource(type: string, id: string): TerraformResource {
  const address = `${type}.${id}`;
  const { depends_on: dependsOn, ...config } = json.resource[type]?.[id] ?? {};
  const existing = made.get(address);
  if (existing !== undefined) {
    return existing;
  }
  const props = {
    ...(toProps(config) as object),
    dependsOn: (dependsOn as readonly string[] | undefined)?.map((one) => {
      const [otherType = "", otherId = ""] = one.split(".");
      return resource(otherType, otherId);
    }),
  };
  const one = new (resourceClass(type))(stack, id, props);
  made.set(address, one);
  return one;
}

type ResourceClass = new (scope: TerraformStack, id: string, props: object) => TerraformResource;

function resourceClass(type: string): ResourceClass {
  const path = `@cdktf/provider-aws/lib/${type.replace(/^aws_/, "").replaceAll("_", "-")}`;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- which classes it needs, the stack says
  const classes = Object.values(require(path) as Record<string, ResourceClass & { tfResourceType?: string }>);
  const found = classes.find(({ tfResourceType }) => tfResourceType === type);
  if (found === undefined) {
    throw new Error(`there is no class for ${type} in ${path}`);
  }
  return found;
}

/** Arguments as the classes spell them, with attributes of their objects as references to other resources. */
function toProps(value: unknown): unknown {
  if (typeof value === "string") {
    return value.replace(
      /\$\{(aws_\w+)\.([\w-]+)\.(\w+)\}/g,
      (expression, type: string, id: string, name: string) => {
        const attribute = (resource(type, id) as unknown as Config)[camelCase(name)];
        return typeof attribute === "string" ? attribute : expression;
      },
    );
  }
  if (Array.isArray(value)) {
    return value.map(toProps);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      camelCase(key),
      MAPS.includes(key) ? inner : toProps(inner),
    ]),
  );
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
