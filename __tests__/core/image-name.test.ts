import { Construct } from "constructs";
import { check, checkRepository } from "../../modules/core";
import { refusal, synthesize } from "../support/synth";

function build(repository: string) {
  return (stack: Construct) => {
    check(new Construct(stack, "app"), (c) => {
      checkRepository(c, "repository", repository);
    });
  };
}

test.each([
  "nginx",
  "igoratencompass/nodejs-app",
  "docker.io/library/nginx",
  "ghcr.io/example/shop__web/a-b--c.d",
  "localhost/shop",
  "localhost:5000/shop",
  "registry.example.com:65535/shop",
  "Registry.Example.com/shop",
  "127.0.0.1:5000/shop",
  "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/web",
  "my.org/app",
  `${"a".repeat(127)}/${"b".repeat(127)}`,
])("a repository may be %s", (repository) => {
  expect(() => synthesize(build(repository))).not.toThrow();
});

const SLASHES = ["have a name before and behind each slash", "remove the slash that is one too many"];
const ALONE = ["name an image, and not a registry alone", "write it like registry.example.com/shop"];
const SCHEME = ["have no scheme", "begin with the registry, e.g. registry.example.com/shop"];
const TAG = ["have no tag", "remove what begins with the last colon: the tag is the version"];
const DIGEST = ["have no digest", "remove what begins with @: the digest is the version"];
const SPACES = ["have no spaces", "remove them"];
const UPPERCASE = ["have a name in lowercase letters", "write it like ghcr.io/example/shop"];
const PORT = [
  "have a registry with a port from 1 to 65535, or without one",
  "write it like registry.example.com:5000/shop",
];
const HOST = [
  "have a registry of letters, digits and hyphens, with single dots between them",
  "write it like registry.example.com/shop",
];
const CHARACTERS = [
  "be a name of letters and digits, with single . _ - or / between them",
  "write it like ghcr.io/example/shop",
];

test.each([
  ["", ["be the name of an image", "write it like example/shop"]],
  ["shop:v1", TAG],
  ["example/shop:latest", TAG],
  ["registry.example.com:5000/shop:v1", TAG],
  ["shop:", TAG],
  ["shop:5000", TAG],
  [`shop@sha256:${"0".repeat(64)}`, DIGEST],
  ["shop:v1@sha256:0", DIGEST],
  ["https://registry.example.com/shop", SCHEME],
  ["docker://shop", SCHEME],
  [" shop", SPACES],
  ["shop ", SPACES],
  ["my shop", SPACES],
  ["shop\n", SPACES],
  ["shop/", SLASHES],
  ["/shop", SLASHES],
  ["example//shop", SLASHES],
  ["registry.example.com/", SLASHES],
  ["registry.example.com", ALONE],
  ["registry.example.com:5000", ALONE],
  ["localhost", ALONE],
  ["localhost:5000", ALONE],
  ["123456789012.dkr.ecr.eu-west-1.amazonaws.com", ALONE],
  ["registry.example.com:0/shop", PORT],
  ["registry.example.com:65536/shop", PORT],
  ["registry.example.com:/shop", PORT],
  ["localhost:http/shop", PORT],
  ["-registry.example.com/shop", HOST],
  ["registry..example.com/shop", HOST],
  ["Owner/App", UPPERCASE],
  ["Owner/app", UPPERCASE],
  ["ghcr.io/Acme/shop", UPPERCASE],
  ["<account>/shop", CHARACTERS],
  ["shop-", CHARACTERS],
  ["_shop", CHARACTERS],
  ["example/shop___web", CHARACTERS],
  ["example/shop..web", CHARACTERS],
  ["example/${name}", CHARACTERS],
  [
    `${"a".repeat(128)}/${"b".repeat(127)}`,
    ["have a name of at most 255 characters", "choose a shorter one"],
  ],
])("fails when a repository is %j", (repository, [must, hint]) => {
  expect(refusal(build(repository))).toBe(
    `test/app: 'repository' must ${must}, got ${JSON.stringify(repository)}; ${hint}`,
  );
});
