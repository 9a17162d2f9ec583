import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findComposeFile } from "../../../tools/compose/compose-file";

let project: string;
let folder: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "compose-file-"));
  folder = join(project, "shop");
  mkdirSync(folder);
});

afterEach(() => {
  rmSync(project, { recursive: true });
});

function write(...names: readonly string[]): void {
  names.forEach((name) => {
    writeFileSync(join(folder, name), "services: {}\n");
  });
}

test("the file is the first of Compose's usual names in the folder that the user is in", () => {
  write("docker-compose.yml", "compose.yml");

  expect(findComposeFile(folder, project, undefined)).toEqual({
    file: "shop/compose.yml",
    override: undefined,
  });
});

test("an override beside it is told of, since it is not read", () => {
  write("docker-compose.yml", "docker-compose.override.yaml");

  expect(findComposeFile(folder, project, undefined)).toEqual({
    file: "shop/docker-compose.yml",
    override: "docker-compose.override.yaml",
  });
});

test("with a file of one's own, Compose leaves the override out as well", () => {
  write("docker-compose.yml", "docker-compose.override.yml");

  expect(findComposeFile(folder, project, "docker-compose.yml")).toEqual({
    file: "shop/docker-compose.yml",
    override: undefined,
  });
});

test("fails when the folder has none of the usual files", () => {
  expect(() => findComposeFile(folder, project, undefined)).toThrow(
    /^There is no compose\.yaml, compose\.yml, docker-compose\.yml, docker-compose\.yaml here: name the Compose file with -f\.$/,
  );
});
