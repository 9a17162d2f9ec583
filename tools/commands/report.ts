import type { Outputs } from "../terraform/terraform-cli";
import { StepReporter } from "../terminal/step-reporter";

/** Reports steps where they do not disturb: output for programs comes alone, with steps on a terminal beside it. */
export function stepReporter(isForPrograms: boolean): StepReporter {
  if (!isForPrograms) {
    return new StepReporter();
  }
  return new StepReporter(process.stderr.isTTY ? process.stderr : { write: () => undefined });
}

export function printLines(lines: readonly string[]): void {
  lines.forEach((line) => {
    console.log(line);
  });
}

export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}

/** The stack's outputs, a line each; what is sensitive stays hidden, as Terraform has it. */
export function outputLines(outputs: Outputs): string[] {
  const lines = Object.entries(outputs).map(([name, { sensitive, value }]) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return `  ${name} = ${sensitive ? "(sensitive)" : text}`;
  });
  return lines.length === 0 ? [] : ["", "Outputs:", ...lines];
}

/** The values of the outputs by name, for programs. */
export function outputValues(outputs: Outputs): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(outputs)
      .filter(([, { sensitive }]) => !sensitive)
      .map(([name, { value }]) => [name, value]),
  );
}
