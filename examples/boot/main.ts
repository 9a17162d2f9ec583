import { checkContext } from "../../settings";
import { rules } from "../../modules/core";
import { runExample } from "../run-example";
import { BootStack } from "./stack";

const SECONDS = rules.text(/^\d+$/, "a number of seconds", "see the README of the example");

const defaults = {
  /** How long a task that is being replaced may finish what it is serving. */
  drainingSeconds: "30",
  /** Its zones a and b are used. */
  region: "eu-west-1",
};

runExample(defaults, (app, { drainingSeconds, region }) => {
  checkContext((c) => {
    c.value("drainingSeconds", drainingSeconds, SECONDS);
  });
  new BootStack(app, "boot", { drainingSeconds: Number(drainingSeconds), region });
});
