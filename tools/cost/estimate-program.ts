import { makePrivateFolder } from "../process/private-folder";
import { printWarnings } from "../terraform/diagnostics";
import { synthesize } from "../terraform/synthesis";
import { type Estimate, estimate } from "./estimate";
import { countItems } from "./items";
import { resourcesOfStack } from "./resources";

/** A program, and which of its stacks. */
export interface ProgramToEstimate {
  /** Context values `key=value`. */
  readonly context: readonly string[];
  /** The command that synthesizes. @default - `main.ts` */
  readonly app?: string;
  /** Name of the stack. @default the first */
  readonly stack?: string;
}

/**
 * Synthesizes a stack into a folder that is gone afterwards, and estimates what it costs.
 *
 * @throws UserError with what the program says about bad input
 */
export async function estimateProgram(
  program: ProgramToEstimate,
): Promise<{ readonly stack: string; readonly cost: Estimate }> {
  const folder = makePrivateFolder("cost");
  try {
    const stack = await synthesize({
      ...program,
      projectDirectory: process.cwd(),
      outputDirectory: folder.path,
      env: process.env,
    });
    printWarnings(stack.warnings);
    return { stack: stack.name, cost: estimate(countItems(resourcesOfStack(stack)), stack.region) };
  } finally {
    folder.remove();
  }
}
