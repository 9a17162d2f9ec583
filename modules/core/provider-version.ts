import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

/** What is applied in the tests of this project. */
const DEFAULT_CONSTRAINT = "~> 5.100";

const REQUIRED = Symbol.for("ecs-terraform-cdk.providerVersion");

type Stack = TerraformStack & { [REQUIRED]?: string };

/**
 * Lets a construct's stack use something that the AWS provider has since `version`, e.g. `6.4.0`, and no earlier. Called
 * by the construct that uses it; of several versions in one stack the newest counts. `docs/providers.md` lists them.
 */
export function requireProvider(scope: IConstruct, version: string): void {
  const stack: Stack = TerraformStack.of(scope);
  if (stack[REQUIRED] === undefined || isNewer(version, stack[REQUIRED])) {
    stack[REQUIRED] = version;
    constrainProvider(stack);
  }
}

/** Writes which versions of the AWS provider a stack takes: the major version that its features need, and no later one. */
export function constrainProvider(stack: TerraformStack): void {
  const { [REQUIRED]: version } = stack as Stack;
  stack.addOverride("terraform.required_providers.aws", {
    source: "hashicorp/aws",
    version: version === undefined ? DEFAULT_CONSTRAINT : `>= ${version}, < ${majorOf(version) + 1}.0.0`,
  });
}

function isNewer(version: string, other: string): boolean {
  return version.localeCompare(other, "en", { numeric: true }) > 0;
}

function majorOf(version: string): number {
  return Number(version.split(".", 1)[0]);
}
