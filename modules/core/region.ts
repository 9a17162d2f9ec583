import type { Rule } from "./rule";
import { text } from "./rules";

/** The code of a region. https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
export const regionCode: Rule<string> = text(
  /^[a-z]{2,4}(-[a-z]+)+-\d$/,
  "the code of a region",
  "write it like eu-west-1",
);
