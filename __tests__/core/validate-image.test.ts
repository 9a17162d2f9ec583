import { validateImage } from "../../modules/core";
import { refusalOf } from "../support/synth";

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
const PROP = "test/task: 'image'";

function check(image: string, allowLatest?: boolean): void {
  validateImage("test/task", "image", image, allowLatest);
}

test.each([
  "nginx:1.27",
  "registry.example.com:5000/shop/web:8f3c2d1",
  "localhost:5000/shop:V1.4-RC",
  `nginx@${digest}`,
  `nginx:latest@${digest}`,
])("an image may be %s", (image) => {
  expect(() => {
    check(image);
  }).not.toThrow();
});

test.each(["nginx", "registry.example.com:5000/nginx", "nginx:", "nginx:v 2", "nginx@sha256:abc", "-x:v1"])(
  "fails when an image is %j, which has no version",
  (image) => {
    expect(
      refusalOf(() => {
        check(image);
      }),
    ).toBe(
      `${PROP} must be an image with its tag or digest, got "${image}"; write it like nginx:1.27; without a tag nobody knows which version runs`,
    );
  },
);

test.each(["ghcr.io/Acme/shop:1.4", "Shop:1.4", `Shop@${digest}`])(
  "fails when an image is %s, which Docker does not take",
  (image) => {
    expect(
      refusalOf(() => {
        check(image);
      }),
    ).toBe(
      `${PROP} must have a name in small letters, got "${image}"; write it like ghcr.io/example/shop:1.4`,
    );
  },
);

test("fails when an image has the tag latest", () => {
  expect(
    refusalOf(() => {
      check("nginx:latest");
    }),
  ).toBe(
    `${PROP} must not have the tag latest, got "nginx:latest"; name a version, since nobody knows which one that is, or set 'allowLatest'`,
  );
});

describe("where latest is allowed", () => {
  test.each(["nginx:latest", "nginx"])("an image may be %s", (image) => {
    expect(() => {
      check(image, true);
    }).not.toThrow();
  });

  test("fails when it is no image at all", () => {
    expect(
      refusalOf(() => {
        check("my image", true);
      }),
    ).toBe(`${PROP} must be an image, got "my image"; write it like nginx:1.27`);
  });
});
