import { UserError } from "../process/user-error";
import type { Subject } from "../terraform/failures";
import type { Candidate } from "./candidate";
import type { Leftovers } from "./leftovers";
import type { LostResource } from "./lost-resources";

/** A line for each. */
export function leftoverLines(
  candidates: readonly Candidate[],
  { describe }: Pick<Subject, "describe">,
): string[] {
  return candidates.map(({ address, resolvedId, defaultRules }) => {
    const rules =
      defaultRules === undefined
        ? ""
        : `, with the rules that AWS gives such a group (${[...defaultRules.ingress, ...defaultRules.egress].join(", ")}): taking over revokes them`;
    return `  ${describe(address)}: ${resolvedId}${rules}`;
  });
}

/** What is said of resources that nobody can look for; nothing if there are none. */
export function unsearchableLines(
  resources: readonly LostResource[],
  { describe }: Pick<Subject, "describe">,
): string[] {
  return resources.length === 0
    ? []
    : [
        "It is not known whether these were made, see docs/reliability.md:",
        ...resources.map(({ address }) => `  ${describe(address)}`),
      ];
}

/** @throws UserError if runs that did not end well have left something: what is done now would make it twice, or miss it */
export function refuseLeftovers({ unsavedState, resources }: Leftovers, subject: Subject): void {
  const { name, command } = subject;
  if (unsavedState !== undefined) {
    throw new UserError(
      `The last run could not save the state of '${name}', and has kept it on this machine: save it first with '${command("recover")}'.`,
    );
  }
  if (resources.length > 0) {
    throw new UserError(
      [
        `A run that did not end well has made what the state of '${name}' does not know:`,
        ...leftoverLines(resources, subject),
        `Nothing was changed. Take it over with '${command("recover")}', or delete it with '${command("recover", "--delete")}'.`,
      ].join("\n"),
    );
  }
}
