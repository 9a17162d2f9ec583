/** The parts of an image's name. */
export interface ContainerImage {
  /** With the registry, if it names one. */
  readonly repository: string;
  /** A tag, or a digest `sha256:…`. */
  readonly version: string;
}

/** Takes an image's name apart, e.g. `example.com:5000/shop/web:v1`. Without tag and digest it is `latest`. */
export function parseImage(image: string): ContainerImage {
  const [, repository = image, tag, digest] =
    /^(.*?)(?::([\w][\w.-]*))?(?:@(sha256:\w+))?$/.exec(image) ?? [];
  return { repository, version: digest ?? tag ?? "latest" };
}

/** A version for people: of a digest eight digits tell enough. */
export function shortVersion(version: string): string {
  return version.replace(/^(sha256:\w{8})\w+$/, "$1…");
}
