import type { IConstruct } from "constructs";
import { Checks } from "./checks";
import { checkImage } from "./image";
import { type Diagnostic, ValidationError } from "./validation-error";

/** Throws what {@link checkImage} finds. */
export function validateImage(
  scope: IConstruct | string,
  prop: string,
  image: string,
  allowLatest = false,
): void {
  const diagnostics: Diagnostic[] = [];
  checkImage(new Checks(scope as IConstruct, "", diagnostics), prop, image, allowLatest);
  if (diagnostics.length > 0) {
    throw new ValidationError(scope, ...diagnostics);
  }
}
