import { ValidationError } from "../../modules/validation";
import { runExample } from "../run-example";
import { ProductionStack } from "./stack";

const defaults = {
  certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef",
  batch: "true",
};

runExample(defaults, (app, { certificateArn, batch }) => {
  if (batch !== "true" && batch !== "false") {
    throw new ValidationError("context", {
      prop: "batch",
      must: 'be "true" or "false"',
      got: batch,
      remedy: "leave it out to have the batch group",
    });
  }
  new ProductionStack(app, "production-ecs", { certificateArn, withBatch: batch === "true" });
});
