"""What RDS refuses."""

import re

from .ec2_networks import subnet_of
from .rule import rule

API = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference"
PASSWORD = re.compile(r"[ -~]*")
LONGEST_PASSWORD = {"mariadb": 41, "mysql": 41, "postgres": 128}
RESERVED_USERS = {
    "mariadb": ("rdsadmin",),
    "mysql": ("rdsadmin",),
    "postgres": ("admin", "rdsadmin"),
}
LEAST_STORAGE = {"gp2": 20, "gp3": 20, "io1": 100, "io2": 100, "standard": 5}
ENGINES = re.compile(
    r"mariadb|mysql|postgres|neptune|docdb|(aurora|custom|db2|oracle|sqlserver)-[a-z0-9-]+"
)
INSTANCES = ("CreateDBInstance", "ModifyDBInstance")


def value_rule(*operations):
    return rule(
        "rds", *operations, code="InvalidParameterValue", source=f"{API}/API_CreateDBInstance.html"
    )


@value_rule("CreateDBInstance")
def engines_are_known(call):
    """A database's engine is one that RDS has."""
    if not ENGINES.fullmatch(call.get("Engine").lower()):
        yield f"Invalid DB engine: {call.get('Engine')}"


@value_rule(*INSTANCES)
def classes_are_known(call):
    """A database's class is db.<family>.<size>."""
    kind = call.get("DBInstanceClass")
    if kind and not re.fullmatch(r"db\.[a-z0-9-]+\.[a-z0-9.]+", kind):
        yield f"Invalid DB Instance class: {kind}"


@value_rule(*INSTANCES)
def passwords_have_allowed_characters(call):
    """A password has printable ASCII characters, but none of / @ " and no space."""
    password = call.get("MasterUserPassword", "")
    if not PASSWORD.fullmatch(password) or set(password) & set('/@" '):
        yield (
            "The parameter MasterUserPassword is not a valid password."
            " Only printable ASCII characters besides '/', '@', '\"', ' ' may be used."
        )


@value_rule(*INSTANCES)
def passwords_have_an_allowed_length(call):
    """A password has 8 characters at least, and 41 (MySQL, MariaDB) or 128 (PostgreSQL) at most."""
    password, most = call.get("MasterUserPassword"), LONGEST_PASSWORD.get(call.get("Engine"), 255)
    if password is not None and len(password) < 8:
        yield "The parameter MasterUserPassword is not a valid password because it is shorter than 8 characters."
    if password is not None and len(password) > most:
        yield f"The parameter MasterUserPassword is not a valid password because it is longer than {most} characters."


@rule(
    "rds", *INSTANCES, code="InvalidParameterCombination", source=f"{API}/API_CreateDBInstance.html"
)
def managed_passwords_are_not_given(call):
    """A password that RDS manages in Secrets Manager is not given."""
    if call.get("ManageMasterUserPassword") and call.get("MasterUserPassword"):
        yield "You can't specify MasterUserPassword for an instance with ManageMasterUserPassword enabled."


@value_rule("CreateDBInstance")
def users_are_not_reserved(call):
    """The first user's name begins with a letter and is none that the engine keeps for itself."""
    user = call.get("MasterUsername")
    if user and user.lower() in RESERVED_USERS.get(call.get("Engine"), ()):
        yield f"MasterUsername {user} cannot be used as it is a reserved word used by the engine"
    if user and not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", user):
        yield f"The parameter MasterUsername {user} must begin with a letter and contain only alphanumeric characters."


@value_rule("CreateDBInstance")
def database_names_are_allowed(call):
    """A database's name begins with a letter or an underscore and has letters, digits and
    underscores.
    """
    name = call.get("DBName")
    if (
        name
        and call.get("Engine") in LONGEST_PASSWORD
        and not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,63}", name)
    ):
        yield "DBName must begin with a letter and contain only alphanumeric characters."


@value_rule(*INSTANCES)
def backups_are_kept_35_days(call):
    """Backups are kept for 0 to 35 days."""
    days = call.get("BackupRetentionPeriod", 1)
    if not 0 <= days <= 35:
        yield f"Invalid backup retention period: {days}. Retention period must be between 0 and 35."


@rule(
    "rds",
    "CreateDBInstance",
    code="InvalidParameterCombination",
    source=f"{API}/API_CreateDBInstance.html",
)
def storage_is_large_enough(call):
    """Storage has 20 GiB at least, with provisioned IOPS 100, magnetic 5."""
    engine, size = call.get("Engine"), call.get("AllocatedStorage")
    kind = call.get("StorageType") or ("io1" if call.get("Iops") else "gp2")
    if engine in LONGEST_PASSWORD and size is not None and size < LEAST_STORAGE.get(kind, 0):
        yield f"Invalid storage size for engine name {engine} and storage type {kind}: {size}"


@rule(
    "rds", *INSTANCES, code="InvalidParameterCombination", source=f"{API}/API_CreateDBInstance.html"
)
def storage_can_only_grow(call):
    """The size up to which storage grows is above its size."""
    most, size = call.get("MaxAllocatedStorage"), call.get("AllocatedStorage")
    if most is not None and size is not None and most <= size:
        yield "Max storage size must be greater than storage size"


def minutes(window):
    """Begin and end of a window of hh:mm-hh:mm in minutes of a day; None if it is none."""
    match = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)", window)
    if match is None:
        return None
    first, first_minute, last, last_minute = map(int, match.groups())
    return first * 60 + first_minute, last * 60 + last_minute


@value_rule(*INSTANCES)
def backup_windows_are_readable(call):
    """A backup window is hh:mm-hh:mm and lasts 30 minutes at least."""
    window = call.get("PreferredBackupWindow")
    limits = window and minutes(window)
    if window and (not limits or (limits[1] - limits[0]) % 1440 < 30):
        yield f"Invalid backup window format: {window}. Should be specified as a range hh24:mi-hh24:mi of 30 minutes."


@rule(
    "rds",
    "DeleteDBInstance",
    code="InvalidParameterCombination",
    source=f"{API}/API_DeleteDBInstance.html",
)
def last_snapshots_have_a_name(call):
    """A database is deleted with a last snapshot, which has a name, or expressly without."""
    if not call.get("SkipFinalSnapshot") and not call.get("FinalDBSnapshotIdentifier"):
        yield "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified."


@rule(
    "rds",
    "CreateDBSubnetGroup",
    "ModifyDBSubnetGroup",
    code="DBSubnetGroupDoesNotCoverEnoughAZs",
    source=f"{API}/API_CreateDBSubnetGroup.html",
)
def subnet_groups_have_two_zones(call):
    """A subnet group has subnets in two Availability Zones or more."""
    subnets = [subnet_of(call, each) for each in call.get("SubnetIds")]
    zones = {subnet.availability_zone for subnet in subnets if subnet}
    if all(subnets) and len(zones) < 2:
        yield (
            "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement."
            f" Current AZ coverage: {', '.join(sorted(zones))}. Add subnets to cover at least 2 AZs."
        )


@rule(
    "rds",
    "DeleteDBSubnetGroup",
    code="InvalidDBSubnetGroupStateFault",
    source=f"{API}/API_DeleteDBSubnetGroup.html",
)
def used_subnet_groups_stay(call):
    """A subnet group in which a database is cannot be deleted."""
    name = call.get("DBSubnetGroupName")
    for database in call.backend("rds").databases.values():
        if database.db_subnet_group and database.db_subnet_group.name == name:
            yield (
                f"Cannot delete the subnet group '{name}' because at least one database instance:"
                f" {database.db_instance_identifier} is still using it."
            )
