import { oneOf, runExample } from "../run-example";
import { PingPongStack } from "./stack";

const defaults = {
  secretKeyArn: "arn:aws:kms:eu-west-2:123456789012:key/01234567-89ab-cdef-0123-456789abcdef",
  services: "true",
};

runExample(defaults, (app, { secretKeyArn, services }) => {
  const withServices = oneOf("services", services, ["true", "false"]) === "true";
  new PingPongStack(app, "ping-pong", { secretKeyArn, withServices });
});
