import { Fn, Token } from "cdktf";

/** The account's number, out of the ARN of something in it: known without asking AWS during a plan. */
export function accountOf(arn: string): string {
  return Token.asString(Fn.element(Fn.split(":", arn), 4));
}
