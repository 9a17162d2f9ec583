import type { IConstruct } from "constructs";
import { rules, validateProps } from "../core";
import type { DatabaseProps, FullDatabaseProps } from "./database-props";
import { ENGINES } from "./engines";
import { validateWindows } from "./windows";

/** Checks the props of a database. */
export function validateDatabase(scope: IConstruct, props: FullDatabaseProps): void {
  const { engine, allocatedStorageGiB, backupWindow, maintenanceWindow } = props;
  const { reservedUsernames } = ENGINES[engine];
  validateProps<DatabaseProps>(scope, props, {
    name: rules.text(
      /^(?!default$)(?=.{1,63}$)[a-z](-?[a-z0-9])*$/,
      '1 to 63 small letters, digits and single hyphens, beginning with a letter, ending without a hyphen, and not "default"',
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
    username: rules.text(
      /^[a-zA-Z]\w{0,15}$/,
      "1 to 16 letters, digits and underscores, beginning with a letter",
      'the default is "app"',
    ),
    passwordRotationDays: rules.integer(1, 1000, "the default is 365"),
    removal: rules.oneOf(["protect", "snapshot", "discard"], 'the default is "protect"'),
    backupDays: rules.integer(0, 35, "the default is 7"),
  });
  const smallestMaximum = Math.ceil((allocatedStorageGiB * 11) / 10);
  validateProps<DatabaseProps>(scope, props, {
    username: {
      must: `not be a name that ${engine} or RDS keeps for itself`,
      isMet: (username) => !reservedUsernames.test(username),
      hint: 'the default is "app"',
    },
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
    maxAllocatedStorageGiB: {
      must: `be at least ${smallestMaximum}, 10 % more than 'allocatedStorageGiB'`,
      isMet: (maximum) => maximum >= smallestMaximum,
      hint: "raise it, or leave it out for storage of a fixed size",
    },
  });
  validateWindows(scope, backupWindow, maintenanceWindow);
}
