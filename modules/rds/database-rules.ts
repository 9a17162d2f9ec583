import type { IConstruct } from "constructs";
import { rules, validateProps } from "../validation";
import type { DatabaseProps, FullDatabaseProps } from "./database-props";
import { ENGINES } from "./engines";
import { validateWindows } from "./windows";

/** Checks the props of a database. */
export function validateDatabase(scope: IConstruct, props: FullDatabaseProps): void {
  const { engine, maxAllocatedStorageGiB, backupWindow, maintenanceWindow } = props;
  const { usernameLength, reservedUsernames } = ENGINES[engine];
  validateProps<DatabaseProps>(scope, props, {
    name: rules.text(
      /^(?=.{1,63}$)[a-z](-?[a-z0-9])*$/,
      "1 to 63 small letters, digits and single hyphens, beginning with a letter and ending without a hyphen",
      "choose another name",
    ),
    engineVersion: rules.text(/^\d+(\.\d+)*$/, "a version", `write it like ${ENGINES[engine].version}`),
    instanceClass: rules.text(
      /^db\.[a-z0-9-]+\.[a-z0-9]+$/,
      "an instance class of RDS",
      "write it like db.t4g.micro",
    ),
    allocatedStorageGiB: rules.integer(20, 65_536, "the default is 20"),
    maxAllocatedStorageGiB: rules.integer(20, 65_536, "leave it out for storage of a fixed size"),
    databaseName: rules.text(
      /^[a-zA-Z]\w{0,62}$/,
      "1 to 63 letters, digits and underscores, beginning with a letter",
      'the default is "app"',
    ),
    username: {
      must: `be 1 to ${usernameLength} letters, digits and underscores, beginning with a letter, and not ${reservedUsernames.map((name) => `"${name}"`).join(" or ")}`,
      isMet: (username) =>
        /^[a-zA-Z]\w*$/.test(username) &&
        username.length <= usernameLength &&
        !reservedUsernames.includes(username.toLowerCase()),
      remedy: 'the default is "app"',
    },
    passwordRotationDays: rules.integer(1, 1000, "the default is 365"),
    removal: rules.oneOf(["protect", "snapshot", "discard"], 'the default is "protect"'),
    backupDays: rules.integer(0, 35, "the default is 7"),
  });
  validateProps<DatabaseProps>(scope, props, {
    allocatedStorageGiB: rules.atMost("maxAllocatedStorageGiB", maxAllocatedStorageGiB),
  });
  validateWindows(scope, backupWindow, maintenanceWindow);
}
