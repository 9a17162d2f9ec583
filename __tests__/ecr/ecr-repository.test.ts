import { EcrRepository, type EcrRepositoryProps } from "../../modules/ecr";
import { ImageVersion } from "../../modules/ecs-task";
import { policyStatements } from "../support/policy-statements";
import { refusal, synthesize, type SynthesizedStack } from "../support/synth";
import { container, containersOf, statementsOf, task } from "../support/task";

const KEY = "arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";

function synthesizeRepository(props: Partial<EcrRepositoryProps> = {}): SynthesizedStack {
  return synthesize((stack) => new EcrRepository(stack, "repository", { name: "shop/web", ...props }));
}

function rulesOf(stack: SynthesizedStack): unknown {
  const { policy } = stack.only("aws_ecr_lifecycle_policy");
  return (JSON.parse(String(policy)) as { rules: unknown }).rules;
}

describe("a repository", () => {
  test("[S4.1] keeps tags as they are, scans what is pushed and encrypts it", () => {
    const stack = synthesizeRepository();

    expect(stack.types).toEqual(["aws_ecr_lifecycle_policy", "aws_ecr_repository"]);
    expect(stack.only("aws_ecr_repository")).toMatchObject({
      name: "shop/web",
      image_tag_mutability: "IMMUTABLE",
      image_scanning_configuration: { scan_on_push: true },
      encryption_configuration: [{ encryption_type: "AES256" }],
      force_delete: false,
    });
  });

  test("is encrypted with a key of the account on demand, and deleted with its images", () => {
    const stack = synthesizeRepository({ kmsKeyArn: KEY, deleteWithImages: true });

    expect(stack.only("aws_ecr_repository")).toMatchObject({
      encryption_configuration: [{ encryption_type: "KMS", kms_key: KEY }],
      force_delete: true,
    });
  });

  test("[S4.1] keeps the newest images with a tag, and those without for some days", () => {
    const stack = synthesizeRepository({ keepImages: 5, keepUntaggedDays: 1 });

    expect(stack.follow(stack.only("aws_ecr_lifecycle_policy").repository)).toBe(
      stack.only("aws_ecr_repository"),
    );
    expect(rulesOf(stack)).toEqual([
      {
        rulePriority: 1,
        description: "Images without a tag for 1 days",
        selection: {
          tagStatus: "untagged",
          countType: "sinceImagePushed",
          countUnit: "days",
          countNumber: 1,
        },
        action: { type: "expire" },
      },
      {
        rulePriority: 2,
        description: "The last 5 images with a tag",
        selection: {
          tagStatus: "tagged",
          tagPatternList: ["*"],
          countType: "imageCountMoreThan",
          countNumber: 5,
        },
        action: { type: "expire" },
      },
    ]);
  });

  test("lets other accounts pull, and do nothing else", () => {
    const stack = synthesizeRepository({ pullAccounts: ["210987654321"] });

    expect(policyStatements(stack.only("aws_ecr_repository_policy").policy)).toEqual([
      {
        Effect: "Allow",
        Principal: { AWS: ["arn:aws:iam::210987654321:root"] },
        Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      },
    ]);
  });

  test("[S4.1] is where a task's image comes from, by version, and all that the task may pull from", () => {
    const stack = synthesize((scope) => {
      const repository = new EcrRepository(scope, "repository", { name: "shop/web" });
      const version = new ImageVersion(scope, "version", { service: "web", default: "8f3c2d1" });
      task(scope, {
        containers: [container({ image: version.of(repository) }), container({ name: "side" })],
      });
    });
    const { image } = containersOf(stack)[0] ?? {};
    const [, signIn, pull] = statementsOf(stack, "execution-role");

    expect(image).toMatch(
      /^\$\{aws_ecr_repository\.\w+\.repository_url\}\$\{startswith\(var\.web_version, "sha256:"\) \? "@" : ":"\}\$\{var\.web_version\}$/,
    );
    expect(stack.follow(image)).toBe(stack.only("aws_ecr_repository"));
    expect(signIn).toEqual({ Effect: "Allow", Action: ["ecr:GetAuthorizationToken"], Resource: ["*"] });
    expect(pull).toEqual({
      Effect: "Allow",
      Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Resource: [expect.stringMatching(/^\$\{aws_ecr_repository\.\w+\.arn\}$/)],
    });
  });
});

describe("a repository fails when", () => {
  const name =
    "must be 2 to 256 lowercase letters and digits, with single . _ - or / between them, beginning with a letter";

  test.each(["a", "Shop/web", "shop//web", "/shop", "shop/", "shop__web", "1shop", "a".repeat(257)])(
    "its name is %j",
    (given) => {
      expect(refusal((stack) => new EcrRepository(stack, "repository", { name: given }))).toBe(
        `test/repository: 'name' ${name}, got "${given}"; write it like shop/web`,
      );
    },
  );

  test.each<[string, Partial<EcrRepositoryProps>, string]>([
    [
      "it keeps no image",
      { keepImages: 0 },
      "'keepImages' must be an integer from 1 to 10000, got 0; keep 100 images",
    ],
    [
      "it keeps images without a tag for no time",
      { keepUntaggedDays: 0 },
      "'keepUntaggedDays' must be an integer from 1 to 3650, got 0; keep them for 7 days",
    ],
    [
      "its key is an alias",
      { kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:alias/images" },
      `'kmsKeyArn' must be the ARN of a key, got "arn:aws:kms:eu-west-1:123456789012:alias/images"; an alias does not do, since policies know keys only`,
    ],
    [
      "an account has hyphens",
      { pullAccounts: ["210987654321", "1234-5678-9012"] },
      `'pullAccounts[1]' must be the number of an account, 12 digits in quotes, got "1234-5678-9012"; write it like "123456789012"`,
    ],
  ])("%s", (_, props, message) => {
    expect(refusal((stack) => new EcrRepository(stack, "repository", { name: "shop/web", ...props }))).toBe(
      `test/repository: ${message}`,
    );
  });
});
