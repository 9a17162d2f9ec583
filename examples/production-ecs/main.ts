import { oneOf, runExample } from "../run-example";
import { ProductionStack } from "./stack";

const defaults = {
  certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef",
  batch: "true",
  /** Empty for CloudWatch's own key. */
  logKmsKeyArn: "",
};

runExample(defaults, (app, { certificateArn, batch, logKmsKeyArn }) => {
  const withBatch = oneOf("batch", batch, ["true", "false"]) === "true";
  new ProductionStack(app, "production-ecs", {
    certificateArn,
    withBatch,
    logKmsKeyArn: logKmsKeyArn === "" ? undefined : logKmsKeyArn,
  });
});
