import type { Checks } from "./checks";
import { brokenNameRule, partsOf } from "./image-name";

/**
 * Checks that an image says which version it is: by a tag other than `latest`, or by a digest. `latest`, which an image
 * without a tag means as well, is what the registry has at the moment when an instance pulls it: two tasks of one
 * service can differ, and nothing tells which one to go back to.
 *
 * @param prop the prop that holds the image
 * @param allowLatest takes `latest`, and images without a tag
 */
export function checkImage(c: Checks, prop: string, image: string, allowLatest = false): void {
  const broken = brokenNameRule(image);
  if (broken !== undefined) {
    c.value(prop, image, { ...broken, isMet: () => false });
  }
  if (allowLatest) {
    c.value(prop, image, LEGAL_VERSION);
  } else {
    c.value(prop, image, VERSIONED_IMAGE);
    c.value(prop, image, NOT_LATEST);
  }
}

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^sha256:[a-f0-9]{64}$/;

const LEGAL_VERSION = {
  must: "be an image with a legal tag or digest, or without one",
  isMet: (image: string) => {
    const { tag, digest } = partsOf(image);
    return (tag === undefined || TAG.test(tag)) && (digest === undefined || DIGEST.test(digest));
  },
  hint: "write it like nginx:1.27",
};
const VERSIONED_IMAGE = {
  must: "be an image with its tag or digest",
  isMet: (image: string) => {
    const { tag, digest } = partsOf(image);
    return (tag ?? digest) !== undefined && LEGAL_VERSION.isMet(image);
  },
  hint: "write it like nginx:1.27; without a tag nobody knows which version runs",
};
const NOT_LATEST = {
  must: "not have the tag latest",
  isMet: (image: string) => {
    const { tag, digest } = partsOf(image);
    return tag !== "latest" || digest !== undefined;
  },
  hint: "name a version, since nobody knows which one that is, or set 'allowLatest'",
};
