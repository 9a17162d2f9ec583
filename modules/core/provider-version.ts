import { type TerraformProvider, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { check } from "./checks";

/** What is applied in the tests of this project. */
const DEFAULT_CONSTRAINT = "~> 5.100";

/** The version of the AWS provider whose classes have every prop that modules set. */
const OLDEST_CLASSES = "6.21.0";

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

/**
 * Refuses classes for AWS that were made of an older provider: they would leave out, silently, what they do not know.
 *
 * @throws ValidationError
 */
export function checkClasses(provider: TerraformProvider): void {
  const version = provider.terraformGeneratorMetadata?.providerVersion;
  check(provider, (c) => {
    c.require(() => version === undefined || !isNewer(OLDEST_CLASSES, version), {
      prop: "@cdktf/provider-aws",
      must: `have been made of version ${OLDEST_CLASSES} of the AWS provider or of a later one`,
      got: version,
      hint: "install the version that peerDependencies name in the package.json of the modules",
    });
  });
}

function isNewer(version: string, other: string): boolean {
  return version.localeCompare(other, "en", { numeric: true }) > 0;
}

function majorOf(version: string): number {
  return Number(version.split(".", 1)[0]);
}
