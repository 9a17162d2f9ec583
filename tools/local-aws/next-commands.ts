import { VERSION_SUFFIX } from "../stack-outputs";

/** A command line that can be pasted into another terminal as it is. */
export interface NextCommand {
  readonly purpose: string;
  readonly command: string;
}

/**
 * Three things to do with a deployment on the local AWS: another version, a look at the services, destroy.
 *
 * @param variables names of Terraform's input variables
 */
export function nextCommands(variables: readonly string[]): NextCommand[] {
  const version = variables
    .find((name) => name.endsWith(VERSION_SUFFIX))
    ?.replace(VERSION_SUFFIX, ".version");
  return [
    {
      purpose: "Deploy another version",
      command: `npm run deploy -- --local --auto-approve -var ${version ?? "app.version"}=v2`,
    },
    { purpose: "Look at the services", command: "npm run status -- --local" },
    { purpose: "Destroy everything", command: "npm run destroy -- --local --auto-approve" },
  ];
}
