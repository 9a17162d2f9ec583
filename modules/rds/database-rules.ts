import { type Checks, rules } from "../core";
import type { DatabaseProps, FullDatabaseProps } from "./database-props";
import { ENGINES } from "./engines";
import { checkWindows } from "./windows";

/** @param props of an engine that is known */
export function checkDatabase(c: Checks, props: FullDatabaseProps): void {
  const { engine, engineVersion, allocatedStorageGiB, logExports, backupWindow, maintenanceWindow } = props;
  const { reservedUsernames, logs, numbersOfFamily } = ENGINES[engine];
  c.each<DatabaseProps>(props, {
    name: rules.text(
      /^(?!default$)(?=.{1,63}$)[a-z](-?[a-z0-9])*$/,
      '1 to 63 lowercase letters, digits and single hyphens, beginning with a letter, ending without a hyphen, and not "default"',
      "choose another name",
    ),
    engineVersion: rules.text(/^\d+(\.\d+)*$/, "a version", `write it like ${ENGINES[engine].version}`),
    instanceClass: rules.text(
      /^db\.[a-z0-9-]+\.[a-z0-9]+$/,
      "an instance class of RDS",
      "write it like db.t4g.micro",
    ),
    allocatedStorageGiB: rules.integer(20, 65_536, "take 20"),
    maxAllocatedStorageGiB: rules.integer(20, 65_536, "leave it out for storage of a fixed size"),
    databaseName: rules.text(
      /^[a-zA-Z]\w{0,62}$/,
      "1 to 63 letters, digits and underscores, beginning with a letter",
      "choose another name",
    ),
    username: rules.text(
      /^[a-zA-Z]\w{0,15}$/,
      "1 to 16 letters, digits and underscores, beginning with a letter",
      "choose another name",
    ),
    passwordRotationDays: rules.integer(1, 1000, "take 365"),
    removal: rules.oneOf(["protect", "snapshot", "discard"], "take protect unless the data may go"),
    backupDays: rules.integer(0, 35, "take 7"),
    kmsKeyArn: rules.kmsKeyArn,
    secretKmsKeyArn: rules.kmsKeyArn,
  });
  c.each<DatabaseProps>(props, {
    username: {
      must: `not be a name that ${engine} or RDS keeps for itself`,
      isMet: (username) => !reservedUsernames.test(username),
      hint: "choose another name",
    },
  });
  checkGrowth(c, allocatedStorageGiB, props.maxAllocatedStorageGiB);
  c.require(() => !props.requireTls || engineVersion.split(".").length >= numbersOfFamily, {
    prop: "engineVersion",
    must: `have ${numbersOfFamily} numbers for 'requireTls'`,
    got: engineVersion,
    hint: `write it like ${ENGINES[engine].version}`,
  });
  const entries = logExports.map((key, index) => ({ prop: `logExports[${index}]`, key }));
  for (const { prop, key } of entries) {
    c.value(prop, key, rules.oneOf(logs, `those are the logs of ${engine}`));
  }
  c.distinct(entries, "'logExports'", "name each log once");
  checkWindows(c, backupWindow, maintenanceWindow);
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html */
function checkGrowth(c: Checks, allocated: number, maximum: number | undefined): void {
  const smallest = Math.ceil((allocated * 11) / 10);
  c.require(() => maximum === undefined || maximum >= smallest, {
    prop: "maxAllocatedStorageGiB",
    must: `be at least ${smallest}, 10 % more than 'allocatedStorageGiB'`,
    got: maximum,
    of: [allocated, maximum],
    hint: "raise it, or leave it out for storage of a fixed size",
  });
}
