import { EcsTaskRole, type EcsTaskRoleProps } from "../../modules/ecs-roles";
import { policyStatements } from "../support/policy-statements";
import { refusalOf, synthesize } from "../support/synth";

function synthesizeRole(props: Partial<EcsTaskRoleProps> = {}) {
  return synthesize((stack) => {
    new EcsTaskRole(stack, "role", { namePrefix: "acc-shop", parameterPrefix: "/acc/shop", ...props });
  });
}

describe("a task role", () => {
  test("[S5.9] is under /ecs/ and for tasks only, of whatever account until a task has it", () => {
    const role = synthesizeRole().only("aws_iam_role");

    expect(role).toMatchObject({ path: "/ecs/", name_prefix: "acc-shop-" });
    expect(policyStatements(role.assume_role_policy)).toEqual([
      { Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: ["sts:AssumeRole"] },
    ]);
  });

  test("[S5.9] reads the parameters under its prefix, of this region of this account, and nothing else", () => {
    const stack = synthesizeRole();
    const [role = ""] = Object.keys(stack.resources("aws_iam_role"));
    const parameters = `arn:aws:ssm:eu-west-1:\${element(split(':', aws_iam_role.${role}.arn), 4)}:parameter/acc/shop`;

    expect(policyStatements(stack.only("aws_iam_role_policy").policy)).toEqual([
      {
        Effect: "Allow",
        Action: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
        Resource: [parameters, `${parameters}/*`],
      },
    ]);
  });

  test.each(["acc", "/acc/", "acc/"])(
    "reads below /acc with the prefix %s, as with /acc",
    (parameterPrefix) => {
      const policy = (prefix: string) =>
        synthesizeRole({ parameterPrefix: prefix }).only("aws_iam_role_policy").policy;

      expect(policy(parameterPrefix)).toEqual(policy("/acc"));
    },
  );

  test("[S5.9] decrypts secure strings of that prefix, and through SSM only, if it is given the key", () => {
    const kmsKeyArn = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    const [, decryption] = policyStatements(synthesizeRole({ kmsKeyArn }).only("aws_iam_role_policy").policy);

    expect(decryption).toMatchObject({
      Action: ["kms:Decrypt"],
      Resource: [kmsKeyArn],
      Condition: { StringEquals: { "kms:ViaService": "ssm.eu-west-1.amazonaws.com" } },
    });
    expect(decryption?.Condition?.StringLike?.["kms:EncryptionContext:PARAMETER_ARN"]).toMatch(
      /:parameter\/acc\/shop\/\*$/,
    );
  });
});

describe("EcsTaskRole", () => {
  test.each(["/", "//acc", "/acc//shop", "aws", "/aws/service", "/acc/*"])(
    "fails when the prefix is %s",
    (parameterPrefix) => {
      expect(refusalOf(() => synthesizeRole({ parameterPrefix }))).toBe(
        `test/role: 'parameterPrefix' must be a path, and not "/aws" or "/ssm", got "${parameterPrefix}"; write it like /acc/nodejs-app`,
      );
    },
  );

  test("fails when the key is an alias", () => {
    const kmsKeyArn = "arn:aws:kms:eu-west-1:123456789012:alias/shop";

    expect(refusalOf(() => synthesizeRole({ kmsKeyArn }))).toBe(
      `test/role: 'kmsKeyArn' must be the ARN of a key, got "${kmsKeyArn}"; ` +
        `an alias does not do, since policies know keys only`,
    );
  });
});
