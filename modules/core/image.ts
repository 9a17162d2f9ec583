import type { Checks } from "./checks";
import * as rules from "./rules";

/**
 * Checks that an image says which version it is: by a tag other than `latest`, or by a digest. `latest`, which an image
 * without a tag means as well, is what the registry has at the moment when an instance pulls it: two tasks of one
 * service can differ, and nothing tells which one to go back to.
 *
 * @param prop the prop that holds the image
 * @param allowLatest takes `latest`, and images without a tag
 */
export function checkImage(c: Checks, prop: string, image: string, allowLatest = false): void {
  c.value(prop, image, lowercaseImageName);
  if (allowLatest) {
    c.value(prop, image, IMAGE);
  } else {
    c.value(prop, image, VERSIONED_IMAGE);
    c.value(prop, image, NOT_LATEST);
  }
}

/** Before the tag or digest. https://docs.docker.com/reference/cli/docker/image/tag/ */
export const lowercaseImageName = {
  must: "have a name in lowercase letters",
  isMet: (image: string) => !/[A-Z]/.test(image.replace(/(:[^/]*)?(@.*)?$/, "")),
  hint: "write it like ghcr.io/example/shop:1.4",
};
/**
 * An image without its tag and digest: a path, behind the host of a registry unless that is Docker Hub.
 * https://github.com/distribution/reference/blob/main/regexp.go
 */
export const repositoryName = rules.text(
  /^([A-Za-z0-9][A-Za-z0-9.-]*(:\d+)?\/)?[a-z0-9]+(([._]|__|-+|\/)[a-z0-9]+)*$/,
  "an image without its tag, in lowercase letters",
  "write it like example/shop or registry.example.com/shop",
);
/** The case of letters is a rule of its own, so that a mistake is reported once. */
const IMAGE = rules.text(
  /^[a-z0-9][\w./:-]*(@sha256:[a-f0-9]{64})?$/i,
  "an image",
  "write it like nginx:1.27",
);
const VERSIONED_IMAGE = rules.text(
  /^[a-z0-9][\w./:-]*(:[\w][\w.-]{0,127}|@sha256:[a-f0-9]{64})$/i,
  "an image with its tag or digest",
  "write it like nginx:1.27; without a tag nobody knows which version runs",
);
const NOT_LATEST = {
  must: "not have the tag latest",
  isMet: (image: string) => !image.endsWith(":latest"),
  hint: "name a version, since nobody knows which one that is, or set 'allowLatest'",
};
