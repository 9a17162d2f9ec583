import { RootConstruct } from "constructs";
import { check, type Checks } from "../modules/core";

/**
 * Checks what a program was told from outside. Its lines begin with `context:`.
 *
 * @throws ValidationError with everything that is wrong, a line each
 */
export function checkContext(collect: (checks: Checks) => void): void {
  check(new RootConstruct("context"), collect);
}
