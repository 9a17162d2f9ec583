import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { ImageVersion } from "../../modules/ecs-task";
import { refusal, synthesize, type SynthesizedStack } from "../support/synth";

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
const legal = [
  "v1",
  "1.4.0",
  "latest-1",
  "_private",
  "A",
  "2026-01-31_rc.1",
  "a".repeat(128),
  digest,
  "f00ba47",
];
const illegal = [
  "",
  " ",
  "a b",
  "v1 ",
  "v1\n",
  ".hidden",
  "-v1",
  "a/b",
  "a:b",
  "a@b",
  "ä",
  "a".repeat(129),
  "sha256:",
  "sha256:abc",
  `${digest}0`,
  digest.toUpperCase(),
  `v1@${digest}`,
  '"',
  "${var.x}",
];

function synthesizeVersion(defaultVersion = "v1", allowLatest?: boolean): SynthesizedStack {
  return synthesize(
    (stack) => new ImageVersion(stack, "version", { service: "app", default: defaultVersion, allowLatest }),
  );
}

function variable(stack: SynthesizedStack) {
  const { app_version } = stack.json.variable as Record<
    string,
    { validation: { condition: string; error_message: string }[] }
  >;
  return app_version;
}

describe("the version of an image", () => {
  test("is one Terraform variable, named after the service, with a default", () => {
    const stack = synthesizeVersion("1.4.0");
    expect(Object.keys(stack.json.variable as object)).toEqual(["app_version"]);
    expect(variable(stack)).toMatchObject({
      type: "string",
      description: "Version of service app: an image tag or a sha256: digest",
      default: "1.4.0",
      nullable: false,
      validation: [
        {
          error_message:
            'app_version must be a legal image tag or a digest "sha256:" with 64 hexadecimal digits.',
        },
        { error_message: "app_version must not be latest: nobody knows which version that is." },
      ],
    });
  });

  test("[S4.2] is not latest, neither by default nor for one deployment", () => {
    const [, notLatest] = variable(synthesizeVersion())?.validation ?? [];

    expect(notLatest?.condition).toBe('${var.app_version != "latest"}');
    expect(
      refusal((stack) => new ImageVersion(stack, "version", { service: "app", default: "latest" })),
    ).toBe(
      `test/version: 'default' must not be latest, got "latest"; name a version, since nobody knows which one that is, or set 'allowLatest'`,
    );
  });

  test("may be latest where that is allowed", () => {
    const { validation } = variable(synthesizeVersion("latest", true)) ?? {};

    expect(validation).toHaveLength(1);
  });

  test("is joined to the repository by a colon, or by an at sign when it is a digest", () => {
    const stack = synthesize((scope) => {
      const version = new ImageVersion(scope, "version", { service: "app", default: "v1" });
      new CloudwatchLogGroup(scope, "probe", { name: version.of("example/app") });
    });
    expect(stack.only("aws_cloudwatch_log_group").name).toBe(
      'example/app${startswith(var.app_version, "sha256:") ? "@" : ":"}${var.app_version}',
    );
  });

  describe("given to Terraform", () => {
    const [validation] = variable(synthesizeVersion())?.validation ?? [];
    const [, pattern = ""] =
      /^\$\{can\(regex\("(.*)", var\.app_version\)\)\}$/.exec(validation?.condition ?? "") ?? [];
    // The pattern has no backslash and no flag, so that it means the same to JavaScript as to Terraform's RE2.
    const expression = new RegExp(pattern);

    test("is checked by a pattern that needs no escaping in a Terraform string", () => {
      expect(pattern).toMatch(/^\^[^\\"]+\$$/);
    });

    test.each(legal)("may be %j", (version) => {
      expect(expression.test(version)).toBe(true);
    });

    test.each(illegal)("may not be %j", (version) => {
      expect(expression.test(version)).toBe(false);
    });
  });

  describe("given as default", () => {
    test.each(legal)("may be %j", (version) => {
      expect(variable(synthesizeVersion(version))).toMatchObject({ default: version });
    });

    test.each(illegal)("fails when it is %j", (version) => {
      expect(
        refusal((stack) => new ImageVersion(stack, "version", { service: "app", default: version })),
      ).toBe(
        `test/version: 'default' must be a legal image tag or a digest "sha256:" with 64 hexadecimal digits, got ${JSON.stringify(version)}; write it like v2 or 1.4.0`,
      );
    });
  });

  test.each(["my-app", "App", "1app", ""])("fails when the service's key is %j", (service) => {
    expect(refusal((stack) => new ImageVersion(stack, "version", { service, default: "v1" }))).toBe(
      `test/version: 'service' must be lowercase letters, digits and underscores, beginning with a letter, got "${service}"; rename the service`,
    );
  });
});
