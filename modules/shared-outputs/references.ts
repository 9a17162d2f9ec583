import {
  DefaultTokenResolver,
  type IResolvable,
  type IResolveContext,
  StringConcat,
  TerraformElement,
  type TerraformStack,
  Tokenization,
} from "cdktf";
import type { IConstruct } from "constructs";

/**
 * The attributes of resources that a construct and its parts tell about themselves, e.g. `aws_vpc.vpc_main.id`: what their
 * properties refer to.
 */
export function referencesOf(construct: IConstruct, stack: TerraformStack): string[] {
  const collector = new ReferenceCollector(stack);
  for (const part of construct.node.findAll()) {
    if (!TerraformElement.isTerraformElement(part)) {
      for (const value of Object.values(part) as unknown[]) {
        if (typeof value === "string" || isListOfText(value)) {
          Tokenization.resolve(value, { scope: stack, resolver: collector, preparing: false });
        }
      }
    }
  }
  return [...collector.found].sort();
}

/** Resolves nothing, but notes what is referred to. */
class ReferenceCollector extends DefaultTokenResolver {
  readonly found = new Set<string>();

  constructor(private readonly stack: TerraformStack) {
    super(new StringConcat());
  }

  override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: never): unknown {
    const { identifier, originStack } = token as Partial<Reference>;
    if (identifier !== undefined && originStack === this.stack) {
      this.found.add(identifier);
    }
    return super.resolveToken(token, context, postProcessor) as unknown;
  }
}

/** What CDKTF makes of an attribute of a resource. */
interface Reference {
  readonly identifier: string;
  readonly originStack: TerraformStack;
}

function isListOfText(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
