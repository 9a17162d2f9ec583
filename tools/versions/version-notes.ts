import type { Subject } from "../terraform/failures";
import { committedVersion, environmentOf, type ProjectContext } from "./committed-version";
import { givenVersions, type VersionArguments } from "./given-versions";

/**
 * Tells for every version that was deployed from the command line but is not the committed one that the next
 * deployment goes back, and how to make it stick.
 *
 * @param committed the context in `cdktf.json`
 * @param command the command line of another command on the same stack
 */
export function versionNotes(
  args: VersionArguments,
  committed: ProjectContext,
  command: Subject["command"],
): string[] {
  const environment = environmentOf(args.context, committed);
  return [...givenVersions(args, environment)].flatMap(([service, version]) => {
    const { key, version: stays } = committedVersion(committed, environment, service);
    return stays === version
      ? []
      : [
          `Note: ${key} is '${String(stays)}' in cdktf.json, and the next deployment without it goes back to that; ` +
            `to keep '${version}', write it there ('${command("bump", service, version)}') and commit.`,
        ];
  });
}
