import type { IConstruct } from "constructs";
import * as rules from "./rules";
import { validateProp } from "./validate-prop";

/**
 * Throws a `ValidationError` unless an image says which version it is: by a tag other than `latest`, or by a digest.
 * `latest`, which an image without a tag means as well, is what the registry has at the moment when an instance pulls
 * it: two tasks of one service can differ, and nothing tells which one to go back to.
 *
 * @param prop the prop that holds the image
 * @param allowLatest takes `latest`, and images without a tag
 */
export function validateImage(
  scope: IConstruct | string,
  prop: string,
  image: string,
  allowLatest = false,
): void {
  validateProp(scope, prop, image, SMALL_LETTERS);
  if (allowLatest) {
    validateProp(scope, prop, image, IMAGE);
  } else {
    validateProp(scope, prop, image, VERSIONED_IMAGE);
    validateProp(scope, prop, image, NOT_LATEST);
  }
}

/** Before the tag or digest. https://docs.docker.com/reference/cli/docker/image/tag/ */
export const SMALL_LETTERS = {
  must: "have a name in small letters",
  isMet: (image: string) => !/[A-Z]/.test(image.replace(/(:[^/]*)?(@.*)?$/, "")),
  hint: "write it like ghcr.io/example/shop:1.4",
};
const IMAGE = rules.text(
  /^[a-z0-9][\w./:-]*(@sha256:[a-f0-9]{64})?$/,
  "an image",
  "write it like nginx:1.27",
);
const VERSIONED_IMAGE = rules.text(
  /^[a-z0-9][\w./:-]*(:[\w][\w.-]{0,127}|@sha256:[a-f0-9]{64})$/,
  "an image with its tag or digest",
  "write it like nginx:1.27; without a tag nobody knows which version runs",
);
const NOT_LATEST = {
  must: "not have the tag latest",
  isMet: (image: string) => !image.endsWith(":latest"),
  hint: "name a version, since nobody knows which one that is, or set 'allowLatest'",
};
