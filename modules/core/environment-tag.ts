import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

const ENVIRONMENT = Symbol.for("ecs-terraform-cdk.environment");

type Stack = TerraformStack & { [ENVIRONMENT]?: string };

/** Notes the environment of a stack, for what its provider's default tags do not reach. */
export function setEnvironment(stack: TerraformStack, environment: string): void {
  (stack as Stack)[ENVIRONMENT] = environment;
}

/** The tag `Environment` of a construct's stack, if its environment is known. */
export function environmentTag(scope: IConstruct): Readonly<Record<string, string>> {
  const { [ENVIRONMENT]: environment } = TerraformStack.of(scope) as Stack;
  return environment === undefined ? {} : { Environment: environment };
}
