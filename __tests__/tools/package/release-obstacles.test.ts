import { releaseObstacles } from "../../../tools/package/release-obstacles";

const ready = {
  version: "0.2.0",
  changelog:
    "# Changelog\n\n## Unreleased\n\n## 0.2.0 - 2026-11-22\n\n- A package.\n\n## 0.1.0\n\n- A start.\n",
  status: "",
  tags: [],
  tagsOfCommit: [],
  packedBytes: { "ecs-terraform-cdk-0.2.0.tgz": 400_000 },
};

test("a committed version with a section in the changelog, a free tag and small tarballs can be released", () => {
  expect(releaseObstacles(ready)).toEqual([]);
});

test("a version can be released from the commit that has its tag", () => {
  expect(releaseObstacles({ ...ready, tags: ["v0.2.0"], tagsOfCommit: ["v0.2.0"] })).toEqual([]);
});

test("fails when something is not committed", () => {
  expect(releaseObstacles({ ...ready, status: " M main.ts" })).toEqual([
    "The working tree has changes: commit them, so that the tag has them.",
  ]);
});

test.each([
  ["no section for the version", "# Changelog\n\n## Unreleased\n\n- A package.\n"],
  ["nothing in it", "# Changelog\n\n## 0.2.0\n\n## 0.1.0\n\n- A start.\n"],
  ["a section for a longer version only", "# Changelog\n\n## 0.2.0-beta\n\n- A package.\n"],
])("fails when the changelog has %s", (_, changelog) => {
  expect(releaseObstacles({ ...ready, changelog })).toEqual([
    "CHANGELOG.md has nothing under '## 0.2.0': move there what is under '## Unreleased'.",
  ]);
});

test("fails when another commit has the tag of the version", () => {
  expect(releaseObstacles({ ...ready, tags: ["v0.2.0"], tagsOfCommit: ["v0.1.0"] })).toEqual([
    'Another commit has the tag v0.2.0: raise "version" in package.json.',
  ]);
});

test("fails when a tarball is larger than 400,000 bytes", () => {
  expect(releaseObstacles({ ...ready, packedBytes: { "a.tgz": 400_001, "b.tgz": 400_000 } })).toEqual([
    "a.tgz has 400001 bytes, over 400000: 'tar -tvf dist/a.tgz' lists them.",
  ]);
});
