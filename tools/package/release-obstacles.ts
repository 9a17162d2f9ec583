/** What a release is made of, as it is found. */
export interface ReleaseState {
  readonly version: string;
  /** The text of CHANGELOG.md. */
  readonly changelog: string;
  /** What `git status --porcelain` prints. */
  readonly status: string;
  /** Names of the tags that there are for this version, and of those at this commit. */
  readonly tags: readonly string[];
  readonly tagsOfCommit: readonly string[];
  /** Size of each tarball by its name. */
  readonly packedBytes: Readonly<Record<string, number>>;
}

/** Of a tarball: what makes it larger is something that programs do not need. */
const MAX_PACKED_BYTES = 400_000;

/** Why a version cannot be released, a line each with what to do; empty if it can. */
export function releaseObstacles(state: ReleaseState): string[] {
  const { version, changelog, status, tags, tagsOfCommit, packedBytes } = state;
  const tag = tagOf(version);
  const obstacles: string[] = [];
  if (status !== "") {
    obstacles.push("The working tree has changes: commit them, so that the tag has them.");
  }
  if (entriesOf(changelog, version) === "") {
    obstacles.push(
      `CHANGELOG.md has nothing under '## ${version}': move there what is under '## Unreleased'.`,
    );
  }
  if (tags.includes(tag) && !tagsOfCommit.includes(tag)) {
    obstacles.push(`Another commit has the tag ${tag}: raise "version" in package.json.`);
  }
  for (const [name, bytes] of Object.entries(packedBytes)) {
    if (bytes > MAX_PACKED_BYTES) {
      obstacles.push(
        `${name} has ${bytes} bytes, over ${MAX_PACKED_BYTES}: 'tar -tvf dist/${name}' lists them.`,
      );
    }
  }
  return obstacles;
}

/** The tag of a version. */
export function tagOf(version: string): string {
  return `v${version}`;
}

/** What the changelog says of a version, whose heading may have the day, too. */
function entriesOf(changelog: string, version: string): string {
  const [, ...sections] = changelog.split(/^## /m);
  const section = sections.find((text) => text.split(/\s/, 1)[0] === version) ?? "";
  return section.split("\n").slice(1).join("\n").trim();
}
