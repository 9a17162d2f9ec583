import type { Construct } from "constructs";
import { arn, check, dnsSuffixOf, isKnown, locationOf, rules } from "../core";
import { IamRole } from "../iam";

export interface EcsTaskRoleProps {
  /** What the name begins with, e.g. cluster and service. Longer than 37 characters is cut off. */
  readonly namePrefix: string;
  /** The whole name, see `IamRole`. @default none: it begins with `namePrefix` */
  readonly name?: string;
  /**
   * Beginning of the names of the parameters that tasks may read, e.g. `/acc/nodejs-app` for
   * `/acc/nodejs-app/db/password`; `acc` and `/acc/` mean `/acc`, too. AWS keeps `/aws` and `/ssm` to itself.
   */
  readonly parameterPrefix: string;
  /**
   * ARN of the account's key that secure strings are encrypted with.
   * @default none; those encrypted with AWS's own key `alias/aws/ssm` can be read without
   */
  readonly kmsKeyArn?: string;
}

/**
 * A role for tasks, under path `/ecs/`, that may read the parameters under a prefix in SSM's Parameter Store.
 *
 * Makes `aws_iam_role` and `aws_iam_role_policy`.
 */
export class EcsTaskRole extends IamRole {
  constructor(scope: Construct, id: string, props: EcsTaskRoleProps) {
    const { namePrefix, name, kmsKeyArn } = props;
    const parameterPrefix = pathOf(props.parameterPrefix);
    super(scope, id, {
      namePrefix,
      name,
      description: `Tasks that read parameters under ${parameterPrefix}`,
      path: "/ecs/",
      assumedBy: "ecs-tasks.amazonaws.com",
    });
    check(this, (c) => {
      c.each(props, { parameterPrefix: PREFIX, kmsKeyArn: rules.kmsKeyArn });
    });

    const location = locationOf(this, this.arn);
    const parameters = arn(location, "ssm", `parameter${parameterPrefix}`);
    this.allow({
      actions: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
      // The first is what GetParametersByPath asks for.
      resources: [parameters, `${parameters}/*`],
    });
    if (kmsKeyArn !== undefined) {
      this.allow({
        actions: ["kms:Decrypt"],
        resources: [kmsKeyArn],
        conditions: {
          StringEquals: { "kms:ViaService": `ssm.${location.region}.${dnsSuffixOf(this)}` },
          StringLike: { "kms:EncryptionContext:PARAMETER_ARN": `${parameters}/*` },
        },
      });
    }
  }
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html#sysman-parameter-name-constraints */
const PREFIX = rules.text(
  /^(?!\/?(aws|ssm)(\/|$))\/?[\w.-]+(\/[\w.-]+)*\/?$/i,
  'a path, and not "/aws" or "/ssm"',
  "write it like /acc/nodejs-app",
);

/** With a slash before it and none behind; one that only Terraform knows must be so. */
function pathOf(prefix: string): string {
  return isKnown(prefix) ? `/${prefix.replace(/^\/|\/$/g, "")}` : prefix;
}
