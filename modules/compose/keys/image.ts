import { brokenNameRule } from "../../core";
import type { Value } from "../syntax";

/** Reads `image`, and `build`, which ECS has nothing for. */
export function readImage(service: Value): string {
  const image = service.get("image");
  const build = service.get("build");
  build?.accept();
  if (image === undefined) {
    (build ?? service).error("ECS builds no images", "build and push it, then name it as image: name:tag");
    return "";
  }
  build?.warn("is left out: ECS builds no images, and takes the one that image names", "push it before");
  const text = image.text() ?? "";
  if (!VERSIONED.test(text) || text.endsWith(":latest")) {
    image.error(
      `must have a tag other than latest, or a digest, got ${JSON.stringify(text)}`,
      "write it like redis:7.4; else nobody knows which version runs",
    );
  }
  const broken = brokenNameRule(text);
  if (broken !== undefined) {
    image.error(`must ${broken.must}, got ${JSON.stringify(text)}`, broken.hint);
  }
  return text;
}

/** With a tag or a digest. */
const VERSIONED = /(:\w[\w.-]{0,127}|@sha256:[a-f0-9]{64})$/;
