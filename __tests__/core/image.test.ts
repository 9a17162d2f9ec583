import { Construct } from "constructs";
import { check, checkImage } from "../../modules/core";
import { refusal, synthesize } from "../support/synth";

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

function accepted(image: string, allowLatest?: boolean): void {
  synthesize((stack) => {
    check(new Construct(stack, "task"), (c) => {
      checkImage(c, "image", image, allowLatest);
    });
  });
}

function refused(image: string, allowLatest?: boolean): string {
  return refusal((stack) => {
    check(new Construct(stack, "task"), (c) => {
      checkImage(c, "image", image, allowLatest);
    });
  });
}

test.each([
  "nginx:1.27",
  "registry.example.com:5000/shop/web:8f3c2d1",
  "localhost:5000/shop:V1.4-RC",
  `nginx@${digest}`,
  `nginx:latest@${digest}`,
])("an image may be %s", (image) => {
  expect(() => {
    accepted(image);
  }).not.toThrow();
});

test.each(["nginx", "registry.example.com:5000/nginx", "nginx:", "nginx@sha256:abc", "nginx:-v1"])(
  "fails when an image is %j, which has no version",
  (image) => {
    expect(refused(image)).toBe(
      `test/task: 'image' must be an image with its tag or digest, got "${image}"; write it like nginx:1.27; without a tag nobody knows which version runs`,
    );
  },
);

test.each([
  ["my shop:v1", "have no spaces", "remove them"],
  ["https://a.io/b:v1", "have no scheme", "begin with the registry, e.g. registry.example.com/shop"],
  ["a//b:v1", "have a name before and behind each slash", "remove the slash that is one too many"],
  ["a.io:5000", "name an image, and not a registry alone", "write it like registry.example.com/shop"],
  [
    "-x:v1",
    "be a name of letters and digits, with single . _ - or / between them",
    "write it like ghcr.io/example/shop",
  ],
])("fails when an image is %j, whose name is none", (image, must, hint) => {
  expect(refused(image)).toBe(`test/task: 'image' must ${must}, got "${image}"; ${hint}`);
});

test.each(["ghcr.io/Acme/shop:1.4", "Shop:1.4", `Shop@${digest}`])(
  "fails when an image is %s, which Docker does not take",
  (image) => {
    expect(refused(image)).toBe(
      `test/task: 'image' must have a name in lowercase letters, got "${image}"; write it like ghcr.io/example/shop`,
    );
  },
);

test("fails when an image has the tag latest", () => {
  expect(refused("nginx:latest")).toBe(
    `test/task: 'image' must not have the tag latest, got "nginx:latest"; name a version, since nobody knows which one that is, or set 'allowLatest'`,
  );
});

test("fails when an image has uppercase letters and no version, with a line each", () => {
  expect(refused("Shop")).toBe(
    [
      `test/task: 'image' must have a name in lowercase letters, got "Shop"; write it like ghcr.io/example/shop`,
      `test/task: 'image' must be an image with its tag or digest, got "Shop"; write it like nginx:1.27; without a tag nobody knows which version runs`,
    ].join("\n"),
  );
});

describe("where latest is allowed", () => {
  test.each(["nginx:latest", "nginx"])("an image may be %s", (image) => {
    expect(() => {
      accepted(image, true);
    }).not.toThrow();
  });

  test("fails when its tag is none", () => {
    expect(refused("nginx:-", true)).toBe(
      `test/task: 'image' must be an image with a legal tag or digest, or without one, got "nginx:-"; write it like nginx:1.27`,
    );
  });
});
