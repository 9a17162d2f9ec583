import { join } from "node:path";

import {
  findMirrors,
  impliedMirrorFolders,
  terraformPlatform,
  usualMirrorPlaces,
} from "../../../tools/terraform/provider-mirror";
import { temporaryFolder, writeFile } from "../support/folders";

const HOST = "registry.terraform.io";
const PROVIDER = `${HOST}/hashicorp/aws`;

function writeUnpacked(folder: string, platform = terraformPlatform()): string {
  writeFile(join(folder, PROVIDER, "5.100.0", platform, "terraform-provider-aws_v5.100.0_x5"), "");
  return folder;
}

describe("findMirrors", () => {
  test("finds an unpacked mirror in a named folder", () => {
    const folder = writeUnpacked(temporaryFolder());

    expect(findMirrors({ folders: [folder], roots: [] }, HOST)).toEqual([folder]);
  });

  test("finds a packed mirror, as 'terraform providers mirror' writes it", () => {
    const folder = temporaryFolder();
    writeFile(join(folder, PROVIDER, `terraform-provider-aws_5.100.0_${terraformPlatform()}.zip`), "");

    expect(findMirrors({ folders: [folder], roots: [] }, HOST)).toEqual([folder]);
  });

  test("looks below a root, two folders deep", () => {
    const root = temporaryFolder();
    const atOnce = writeUnpacked(root);
    const one = writeUnpacked(join(root, "tf-plugins"));
    const two = writeUnpacked(join(root, "terraform", "providers"));
    writeUnpacked(join(root, "too", "far", "down"));

    expect(findMirrors({ folders: [], roots: [root] }, HOST).sort()).toEqual([atOnce, one, two].sort());
  });

  test("names a mirror once, and first where it is preferred", () => {
    const root = temporaryFolder();
    const one = writeUnpacked(join(root, "a"));
    const two = writeUnpacked(join(root, "b"));

    expect(findMirrors({ folders: [two], roots: [root] }, HOST)).toEqual([two, one]);
  });

  test("passes over mirrors for other machines, registries and providers", () => {
    const folder = writeUnpacked(temporaryFolder(), "plan9_mips");
    writeFile(join(folder, HOST, "hashicorp", "google", "6.0.0", terraformPlatform(), "provider"), "");
    writeFile(
      join(folder, "registry.opentofu.org", "hashicorp", "aws", "6.0.0", terraformPlatform(), "p"),
      "",
    );

    expect(findMirrors({ folders: [folder], roots: [] }, HOST)).toEqual([]);
  });

  test("passes over places that do not exist", () => {
    const folder = join(temporaryFolder(), "nothing");

    expect(findMirrors({ folders: [folder], roots: [folder] }, HOST)).toEqual([]);
  });
});

describe("impliedMirrorFolders", () => {
  test("lists Terraform's own folders", () => {
    expect(impliedMirrorFolders({}, "/home/me")).toEqual(
      expect.arrayContaining([
        "/home/me/.terraform.d/plugins",
        "/home/me/.local/share/terraform/plugins",
        "/usr/local/share/terraform/plugins",
        "/usr/share/terraform/plugins",
      ]),
    );
  });

  test("follows the XDG variables", () => {
    const env = { XDG_DATA_HOME: "/data/me", XDG_DATA_DIRS: "/data/one:/data/two" };

    expect(impliedMirrorFolders(env, "/home/me")).toEqual(
      expect.arrayContaining([
        "/data/me/terraform/plugins",
        "/data/one/terraform/plugins",
        "/data/two/terraform/plugins",
      ]),
    );
  });
});

test("usualMirrorPlaces prefers the plugin cache, and looks below /opt", () => {
  const places = usualMirrorPlaces({ TF_PLUGIN_CACHE_DIR: "/cache" }, "/home/me");

  expect(places.folders).toEqual(["/cache", "/home/me/.terraform.d/plugin-cache"]);
  expect(places.roots).toContain("/opt");
});
