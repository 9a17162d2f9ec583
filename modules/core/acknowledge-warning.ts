import type { IConstruct } from "constructs";
import { keepAcknowledgement } from "./acknowledgements";
import { CHECK_CODES, type WarningCode } from "./check-codes";
import { check } from "./checks";

/**
 * Acknowledges the warnings of one code that are about a construct or what is in it. They are printed with the reason.
 * What acknowledges nothing is a warning itself, so that it goes when its cause goes.
 *
 * @throws ValidationError without a reason, or if there is no warning of that code
 */
export function acknowledgeWarning(scope: IConstruct, code: WarningCode, reason: string): void {
  check(scope, (c) => {
    c.require(() => (CHECK_CODES as Readonly<Record<string, string>>)[code] === "warning", {
      prop: "acknowledge",
      must: "be the code of a warning",
      got: code,
      hint: "docs/checks.md has them all; an error is mended",
      code: "ECS-ACK-001",
    });
    c.require(() => reason.trim() !== "", {
      prop: `acknowledge.${code}`,
      must: "be a reason",
      got: reason,
      hint: "say why it is right as it is",
      code: "ECS-ACK-001",
    });
  });
  keepAcknowledgement(scope, code, reason);
}

/** The same for all that settings acknowledge, by code. */
export function acknowledgeWarnings(
  scope: IConstruct,
  reasons: Readonly<Partial<Record<WarningCode, string>>> = {},
): void {
  for (const [code, reason] of Object.entries(reasons) as [WarningCode, string][]) {
    acknowledgeWarning(scope, code, reason);
  }
}
