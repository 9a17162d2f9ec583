export { assertValid } from "./assert-valid";
export { findOthers } from "./find-others";
export { describeFinding, InputError, ValidationError, type Finding } from "./validation-error";
export { validateProp, validateProps, type Rule } from "./validate-prop";
export * as rules from "./rules";
