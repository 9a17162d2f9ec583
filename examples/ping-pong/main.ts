import { ValidationError } from "../../modules/core";
import { runExample } from "../run-example";
import { PingPongStack } from "./stack";

const defaults = {
  secretKeyArn: "arn:aws:kms:eu-west-2:123456789012:key/01234567-89ab-cdef-0123-456789abcdef",
  services: "true",
};

runExample(defaults, (app, { secretKeyArn, services }) => {
  if (services !== "true" && services !== "false") {
    throw new ValidationError("context", {
      prop: "services",
      must: 'be "true" or "false"',
      got: services,
      hint: "leave it out to have the services",
    });
  }
  new PingPongStack(app, "ping-pong", { secretKeyArn, withServices: services === "true" });
});
