import type { Rule } from "./rule";
import { text } from "./rules";

/** Unique in the world. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const bucketName: Rule<string> = text(
  /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  "3 to 63 lowercase letters, digits, hyphens and dots, beginning and ending with a letter or digit",
  "write it like shop-terraform-state",
);
