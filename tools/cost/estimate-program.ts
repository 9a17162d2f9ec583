import { printWarnings } from "../terraform/diagnostics";
import { type SynthesisOptions, withSynthesized } from "../terraform/synthesis";
import { type Estimate, estimate } from "./estimate";
import { countItems } from "./items";
import { resourcesOfStack } from "./resources";

/**
 * Synthesizes a stack, and estimates what it costs.
 *
 * @throws UserError with what the program says about bad input
 */
export function estimateProgram(
  program: Pick<SynthesisOptions, "context" | "app" | "stack">,
): Promise<{ readonly stack: string; readonly cost: Estimate }> {
  return withSynthesized(program, (stack) => {
    printWarnings(stack.warnings);
    return { stack: stack.name, cost: estimate(countItems(resourcesOfStack(stack)), stack.region) };
  });
}
