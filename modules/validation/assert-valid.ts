import type { IConstruct } from "constructs";
import { InputError } from "./validation-error";

/**
 * Runs the validations that constructs have registered for rules about several of them, before anything is
 * written, and throws one error with all findings, a line each.
 */
export function assertValid(root: IConstruct): void {
  const findings = root.node.findAll().flatMap((construct) => construct.node.validate());
  if (findings.length > 0) {
    throw new InputError(findings.join("\n"));
  }
}
