import type { AppliedResource, AppliedStack } from "./applied-stack";
import type { PoliciesInForce, Request } from "./decide";
import { type Policy, readPolicies, type Statement } from "./policies";

/** The policies of a stack, by what they are attached to. */
export class StackPolicies {
  private readonly policies: readonly Policy[];

  constructor(readonly stack: AppliedStack) {
    this.policies = readPolicies(stack);
  }

  /** The role with an ARN or name. */
  role(attribute: "arn" | "name", value: unknown): AppliedResource {
    const role = this.stack.find("aws_iam_role", attribute, value);
    if (role === undefined) {
      throw new Error(`${this.stack.name} has no role ${String(value)}`);
    }
    return role;
  }

  /** What the policies of a role or user say: inline, and attached. */
  identity(holder: AppliedResource): Statement[] {
    const arns = [holder.text("arn"), ...this.attached(holder)];
    return this.ofKind("identity", (subject) => arns.includes(subject));
  }

  /** The policies that decide about a request. */
  inForce(identity: readonly Statement[], { action, resource }: Request): PoliciesInForce {
    return {
      identity,
      resource: action.startsWith("sts:")
        ? this.ofKind("trust", (subject) => subject === resource)
        : this.ofKind("resource", (subject) => resource === subject || resource.startsWith(`${subject}/`)),
    };
  }

  private attached(holder: AppliedResource): string[] {
    const [type, attribute] =
      holder.type === "aws_iam_user"
        ? ["aws_iam_user_policy_attachment", "user"]
        : ["aws_iam_role_policy_attachment", "role"];
    return this.stack
      .list(type)
      .filter((attachment) => attachment.text(attribute) === holder.text("name"))
      .map((attachment) => attachment.text("policy_arn"));
  }

  private ofKind(kind: Policy["kind"], isOn: (subject: string) => boolean): Statement[] {
    return this.policies
      .filter((policy) => policy.kind === kind && isOn(policy.subject))
      .flatMap(({ statements }) => statements);
  }
}
