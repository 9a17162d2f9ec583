import { UserError } from "./user-error";

/** What `npm start -- …` was asked to do. */
export interface StartArguments {
  /** Deploy, verify, destroy and exit instead of staying up. */
  readonly once: boolean;
}

/** @throws UserError on anything but `--once` */
export function parseStartArguments(argv: readonly string[]): StartArguments {
  const unknown = argv.find((argument) => argument !== "--once");
  if (unknown !== undefined) {
    throw new UserError(`npm start does not know '${unknown}': run 'npm start' or 'npm start -- --once'.`);
  }
  return { once: argv.includes("--once") };
}
