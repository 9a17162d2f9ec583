import { oneOf, runExample } from "../run-example";
import { GuestStack, SOURCES } from "./guest-stack";

runExample({ idsFrom: "parameters" }, (app, { idsFrom }) => {
  new GuestStack(app, "guest", { idsFrom: oneOf("idsFrom", idsFrom, SOURCES) });
});
