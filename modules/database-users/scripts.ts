import type { DatabaseEngine } from "../rds";

/** Where the first container of the task leaves the passwords for the second. */
export const PASSWORDS = "/passwords";

/**
 * Gives every secret that is empty a password, and leaves the passwords of all in files. It runs in the image of the AWS CLI,
 * and is given `SECRETS`: a line for each user, with the ARN of its secret.
 * https://docs.aws.amazon.com/cli/latest/reference/secretsmanager/
 */
export const SECRETS_SCRIPT = `set -eu
umask 077
new=${PASSWORDS}/new
while read -r user secret; do
  current=$(aws secretsmanager list-secret-version-ids --secret-id "$secret" --output text \\
    --query "Versions[?contains(VersionStages, 'AWSCURRENT')].VersionId")
  if [ -z "$current" ] || [ "$current" = None ]; then
    password=$(aws secretsmanager get-random-password --password-length 32 --exclude-punctuation --output text \\
      --query RandomPassword)
    # Not as an argument, which other processes could read.
    printf '{"username":"%s","password":"%s"}' "$user" "$password" >"$new"
    aws secretsmanager put-secret-value --secret-id "$secret" --secret-string "file://$new" --output text \\
      --query VersionId >/dev/null
    rm "$new"
    echo "$user: has a new password"
  fi
  value=$(aws secretsmanager get-secret-value --secret-id "$secret" --output text --query SecretString)
  password=$(printf '%s' "$value" | tr -d '\\n' | sed -n 's/.*"password" *: *"\\([^"]*\\)".*/\\1/p')
  case $password in
    "" | *[!A-Za-z0-9._~-]*)
      echo "$user: the password in $secret must be letters, digits and . _ ~ -: put another one there" >&2
      exit 1
      ;;
  esac
  printf '%s' "$password" >"${PASSWORDS}/$user"
done <<END
$SECRETS
END
`;

/**
 * What the master user of RDS for MySQL and MariaDB has of what can be granted on a database; `ALL` is more.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.MasterAccounts.html
 */
const PRIVILEGES = [
  "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, REFERENCES, INDEX, ALTER, CREATE TEMPORARY TABLES, LOCK TABLES",
  "EXECUTE, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, EVENT, TRIGGER",
].join(", ");

const FOR_EACH_USER = `set -eu
trap 'rm -f ${PASSWORDS}/*' EXIT
for file in ${PASSWORDS}/*; do
  user=$(basename "$file")
  if [ "$user" = "$DB_USER" ]; then
    echo "$user is the administrator: choose another name" >&2
    exit 1
  fi`;

const DONE = `  echo "$user: ready"
done
`;

/**
 * Makes the users and databases, or gives those that are there the password of their secret. It runs in the image of the
 * database, as its administrator. What a user has made is its own, and nobody else connects to its database.
 */
export const USERS_SCRIPTS: Readonly<Record<DatabaseEngine, string>> = {
  // The administrator of RDS is no superuser: only as a member of a role it makes databases for it.
  // https://www.postgresql.org/docs/current/sql-createdatabase.html
  postgres: `${FOR_EACH_USER}
  FILE=$file PGPASSWORD=$DB_PWD PGCONNECT_TIMEOUT=10 psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --set user="$user" \\
    --host "$DB_HOST" --port "$DB_PORT" --username "$DB_USER" --dbname "$DB_NAME" <<'SQL'
\\set password \`cat "$FILE"\`
SELECT format('CREATE ROLE %I', :'user') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'user')
\\gexec
ALTER ROLE :"user" LOGIN PASSWORD :'password';
GRANT :"user" TO CURRENT_USER;
SELECT format('CREATE DATABASE %I OWNER %I', :'user', :'user')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'user')
\\gexec
REVOKE CONNECT, TEMPORARY ON DATABASE :"user" FROM PUBLIC;
SQL
${DONE}`,
  mysql: mysqlScript("mysql"),
  // The CA of RDS is not in the image: the connection is encrypted, and the server's name not verified, as by the others.
  // https://mariadb.com/docs/server/security/securing-mariadb/encryption/data-in-transit-encryption/securing-connections-for-client-and-server
  mariadb: mysqlScript("mariadb", "--disable-ssl-verify-server-cert"),
};

function mysqlScript(client: string, ...options: readonly string[]): string {
  const command = [client, "--no-defaults", ...options].join(" ");
  return `${FOR_EACH_USER}
  password=$(cat "$file")
  MYSQL_PWD=$DB_PWD ${command} --connect-timeout=10 --host="$DB_HOST" --port="$DB_PORT" --user="$DB_USER" <<SQL
CREATE DATABASE IF NOT EXISTS \\\`$user\\\`;
CREATE USER IF NOT EXISTS '$user'@'%' IDENTIFIED BY '$password';
ALTER USER '$user'@'%' IDENTIFIED BY '$password';
GRANT ${PRIVILEGES} ON \\\`$user\\\`.* TO '$user'@'%';
SQL
${DONE}`;
}
