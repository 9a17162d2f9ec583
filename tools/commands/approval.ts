import { UserError } from "../process/user-error";
import { ask } from "../terminal/prompt";

/** What is to be approved. */
export interface Approval {
  /** Such as `Deploy these changes to 'acc'?` */
  readonly question: string;
  /** Shows more, when asked for `details`. @default - there is nothing more */
  readonly details?: () => Promise<void>;
}

/**
 * Asks for approval on the terminal.
 *
 * @throws UserError on any answer but `yes`
 */
export async function approve({ question, details }: Approval): Promise<void> {
  const answers =
    details === undefined ? "'yes' approves" : "'yes' approves, 'details' shows Terraform's text";
  for (;;) {
    const answer = await ask(`\n${question} Only ${answers}: `);
    if (answer === "yes") {
      return;
    }
    if (answer !== "details" || details === undefined) {
      throw new UserError("Not approved: nothing was changed.");
    }
    await details();
  }
}
