import { rules, validateProp } from "../../modules/validation";
import { runExample } from "../run-example";
import { BootStack } from "./stack";

const SECONDS = rules.text(/^\d+$/, "a number of seconds", "see the README of the example");

const defaults = {
  /** How long a task that is being replaced may finish what it is serving. */
  drainingSeconds: "30",
};

runExample(defaults, (app, { drainingSeconds }) => {
  validateProp("context", "drainingSeconds", drainingSeconds, SECONDS);
  new BootStack(app, "boot", { drainingSeconds: Number(drainingSeconds) });
});
