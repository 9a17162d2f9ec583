import { oneOf, runExample } from "../run-example";
import { BALANCERS, LocationUserStack } from "./stack";

const defaults = {
  /** In front of each service. */
  balancer: "application",
  database: "true",
  /** Whether each service has a database and a user of its own. */
  databaseUsers: "false",
  /** Its zones a and b are used. */
  region: "us-east-1",
};

runExample(defaults, (app, { balancer, database, databaseUsers, region }) => {
  new LocationUserStack(app, "location-user", {
    balancer: oneOf("balancer", balancer, BALANCERS),
    withDatabase: oneOf("database", database, ["true", "false"]) === "true",
    withDatabaseUsers: oneOf("databaseUsers", databaseUsers, ["true", "false"]) === "true",
    region,
  });
});
