// npm run release: can this commit be released? Builds and checks the packages, and publishes only with --publish.
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildPackages, LIBRARIES, packPackage, readProject } from "./build-packages";
import { releaseObstacles, tagOf } from "./release-obstacles";

const HELP = `Usage: npm run release [-- --publish]

Builds and packs the packages into dist/, and says whether this commit can be released as the version of package.json.
Makes no tag and publishes nothing.

  --publish  Publishes them to npm with a proof of origin, on the commit that has the tag: for .github/workflows/release.yml

Exit codes: 0 it can be released, or was; 1 it cannot, and a line says why`;

const project = resolve(__dirname, "../..");

function main({ publish = false, help = false }: { publish?: boolean; help?: boolean }): void {
  if (help) {
    console.log(HELP);
    return;
  }
  const { version } = readProject();
  const tag = tagOf(version);
  const tagsOfCommit = git("tag", "--points-at", "HEAD").split("\n");
  const tarballs = pack();
  const obstacles = releaseObstacles({
    version,
    changelog: readFileSync(join(project, "CHANGELOG.md"), "utf8"),
    status: git("status", "--porcelain"),
    tags: git("tag", "--list", tag).split("\n"),
    tagsOfCommit,
    packedBytes: Object.fromEntries(tarballs.map((file) => [basename(file), statSync(file).size])),
  });
  if (publish && !tagsOfCommit.includes(tag)) {
    obstacles.push(`The commit has no tag ${tag}: only what is tagged is published.`);
  }
  if (obstacles.length > 0) {
    console.error(obstacles.join("\n"));
    process.exitCode = 1;
  } else if (publish) {
    tarballs.forEach((file) => {
      npm("publish", file, "--provenance", "--access", "public");
    });
  } else {
    console.log(`${version} can be released: git tag ${tag} && git push origin ${tag}`);
  }
}

/** Builds the packages, lets their linters look at them, and packs them. Returns the paths of the tarballs. */
function pack(): string[] {
  buildPackages(repository());
  npm("run", "--silent", "lint:package");
  return LIBRARIES.map(packPackage);
}

/** Where the sources are, on GitHub; elsewhere nobody knows it. */
function repository(): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = process.env;
  return server === undefined || name === undefined ? undefined : `${server}/${name}`;
}

function git(...args: readonly string[]): string {
  return execFileSync("git", args, { cwd: project, encoding: "utf8" }).trim();
}

function npm(...args: readonly string[]): void {
  execFileSync("npm", args, { cwd: project, stdio: "inherit" });
}

main(parseArgs({ options: { publish: { type: "boolean" }, help: { type: "boolean" } } }).values);
