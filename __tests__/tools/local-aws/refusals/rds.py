"""What RDS refuses."""

from case import case
from situations import subnet, subnets, vpc

DATABASE = {
    "DBInstanceClass": "db.t3.micro",
    "Engine": "postgres",
    "AllocatedStorage": 20,
    "MasterUsername": "app",
    "MasterUserPassword": "correct-horse",
}


def create(aws, identifier, settings):
    database = {**DATABASE, "DBInstanceIdentifier": identifier, **settings}
    return {name: value for name, value in database.items() if value is not None}


def database_error(aws, right, wrong):
    """Creates a database, and another one as it is refused; returns the answer to that."""
    aws.call("rds", "CreateDBInstance", **create(aws, "right", right))
    return aws.error("rds", "CreateDBInstance", **create(aws, "wrong", wrong))


def refused_value(rule, message):
    return case(f"rds-{rule}", f"InvalidParameterValue: {message}")


def refused_combination(rule, message):
    return case(f"rds-{rule}", f"InvalidParameterCombination: {message}")


@refused_value("engines-are-known", "Invalid DB engine: postgresql")
def _(aws):
    return database_error(aws, {"Engine": "mysql"}, {"Engine": "postgresql"})


@refused_value("classes-are-known", "Invalid DB Instance class: t3.micro")
def _(aws):
    return database_error(
        aws, {"DBInstanceClass": "db.r6g.2xlarge"}, {"DBInstanceClass": "t3.micro"}
    )


@refused_value(
    "passwords-have-allowed-characters",
    "The parameter MasterUserPassword is not a valid password."
    " Only printable ASCII characters besides '/', '@', '\"', ' ' may be used.",
)
def _(aws):
    return database_error(
        aws, {"MasterUserPassword": "a$b%c^d&"}, {"MasterUserPassword": "user@host"}
    )


@refused_value(
    "passwords-have-an-allowed-length",
    "The parameter MasterUserPassword is not a valid password because it is shorter than 8 characters.",
)
def _(aws):
    return database_error(
        aws, {"MasterUserPassword": "12345678"}, {"MasterUserPassword": "1234567"}
    )


@refused_combination(
    "managed-passwords-are-not-given",
    "You can't specify MasterUserPassword for an instance with ManageMasterUserPassword enabled.",
)
def _(aws):
    return database_error(
        aws,
        {"ManageMasterUserPassword": True, "MasterUserPassword": None},
        {"ManageMasterUserPassword": True},
    )


@refused_value(
    "users-are-not-reserved",
    "MasterUsername admin cannot be used as it is a reserved word used by the engine",
)
def _(aws):
    return database_error(aws, {"MasterUsername": "administrator"}, {"MasterUsername": "admin"})


@refused_value(
    "database-names-are-allowed",
    "DBName must begin with a letter and contain only alphanumeric characters.",
)
def _(aws):
    return database_error(aws, {"DBName": "my_app"}, {"DBName": "my-app"})


@refused_value(
    "backups-are-kept-35-days",
    "Invalid backup retention period: 36. Retention period must be between 0 and 35.",
)
def _(aws):
    return database_error(aws, {"BackupRetentionPeriod": 35}, {"BackupRetentionPeriod": 36})


@refused_combination(
    "storage-is-large-enough",
    "Invalid storage size for engine name postgres and storage type gp3: 19",
)
def _(aws):
    return database_error(
        aws,
        {"AllocatedStorage": 20, "StorageType": "gp3"},
        {"AllocatedStorage": 19, "StorageType": "gp3"},
    )


@refused_combination("storage-can-only-grow", "Max storage size must be greater than storage size")
def _(aws):
    return database_error(aws, {"MaxAllocatedStorage": 21}, {"MaxAllocatedStorage": 20})


@refused_value(
    "backup-windows-are-readable",
    "Invalid backup window format: 03:00-03:29. Should be specified as a range hh24:mi-hh24:mi of 30 minutes.",
)
def _(aws):
    return database_error(
        aws,
        {"PreferredBackupWindow": "23:45-00:15"},
        {"PreferredBackupWindow": "03:00-03:29"},
    )


@refused_combination(
    "last-snapshots-have-a-name",
    "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.",
)
def _(aws):
    aws.call("rds", "CreateDBInstance", **create(aws, "database", {}))
    answer = aws.error("rds", "DeleteDBInstance", DBInstanceIdentifier="database")
    aws.call("rds", "DeleteDBInstance", DBInstanceIdentifier="database", SkipFinalSnapshot=True)
    return answer


def subnet_group(name, zones):
    return {"DBSubnetGroupName": name, "DBSubnetGroupDescription": name, "SubnetIds": zones}


@case(
    "rds-subnet-groups-have-two-zones",
    "DBSubnetGroupDoesNotCoverEnoughAZs: The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement."
    " Current AZ coverage: eu-west-1a. Add subnets to cover at least 2 AZs.",
)
def _(aws):
    network = vpc(aws)
    zones = subnets(aws, network)
    aws.call("rds", "CreateDBSubnetGroup", **subnet_group("right", zones))
    return aws.error(
        "rds",
        "CreateDBSubnetGroup",
        **subnet_group("wrong", [zones[0], subnet(aws, network, 2, "a")]),
    )


@case(
    "rds-used-subnet-groups-stay",
    "InvalidDBSubnetGroupStateFault: Cannot delete the subnet group 'used' because at least one database instance:"
    " database is still using it.",
)
def _(aws):
    zones = subnets(aws, vpc(aws))
    for name in ("used", "unused"):
        aws.call("rds", "CreateDBSubnetGroup", **subnet_group(name, zones))
    aws.call("rds", "CreateDBInstance", **create(aws, "database", {"DBSubnetGroupName": "used"}))
    aws.call("rds", "DeleteDBSubnetGroup", DBSubnetGroupName="unused")
    return aws.error("rds", "DeleteDBSubnetGroup", DBSubnetGroupName="used")
