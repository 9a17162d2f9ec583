import { parseImage, shortVersion } from "../../../tools/aws/container-image";

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

test.each([
  ["shop/web", "shop/web", "latest"],
  ["shop/web:v1.2_3", "shop/web", "v1.2_3"],
  ["example.com:5000/shop/web", "example.com:5000/shop/web", "latest"],
  ["example.com:5000/shop/web:v1", "example.com:5000/shop/web", "v1"],
  [`shop/web@${digest}`, "shop/web", digest],
  [`shop/web:v1@${digest}`, "shop/web", digest],
])("the image %s has a repository and a version", (image, repository, version) => {
  expect(parseImage(image)).toEqual({ repository, version });
});

test("of a digest eight digits are shown, of a tag all of it", () => {
  expect([shortVersion(digest), shortVersion("v1")]).toEqual(["sha256:01234567…", "v1"]);
});
