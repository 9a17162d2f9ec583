import type { TaskDefinition } from "@aws-sdk/client-ecs";
import type { IAM } from "@aws-sdk/client-iam";

import { callAws } from "../aws/aws-client";
import { errorName, type Finding } from "./finding";

/** What reads a secret, by what holds it:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html */
const READ_ACTIONS = { secretsmanager: "secretsmanager:GetSecretValue", ssm: "ssm:GetParameters" } as const;

/** The ARNs of what the containers of a task get as secrets. Names of parameters, without an ARN, are left out. */
export function secretsOf(definition: TaskDefinition): string[] {
  const arns = (definition.containerDefinitions ?? [])
    .flatMap(({ secrets = [] }) => secrets.map(({ valueFrom = "" }) => valueFrom))
    .filter((value) => value.startsWith("arn:"))
    // What follows the name of a secret names a part of its value.
    .map((arn) => arn.split(":").slice(0, 7).join(":"));
  return [...new Set(arns)];
}

/**
 * Whether the execution role may read a secret, as IAM simulates it; resource policies are not looked at.
 *
 * @param iam undefined on the local AWS, which does not simulate policies
 */
export async function checkSecret(
  iam: IAM | undefined,
  executionRole: string,
  arn: string,
): Promise<Finding> {
  const finding = { check: "secret", subject: arn } as const;
  if (iam === undefined) {
    return { ...finding, result: "not checked", detail: "the local AWS does not simulate policies" };
  }
  const action = READ_ACTIONS[arn.split(":")[2] as keyof typeof READ_ACTIONS];
  return callAws(async () => {
    try {
      const { EvaluationResults = [] } = await iam.simulatePrincipalPolicy({
        PolicySourceArn: executionRole,
        ActionNames: [action],
        ResourceArns: [arn],
      });
      return EvaluationResults.some(({ EvalDecision }) => EvalDecision === "allowed")
        ? { ...finding, result: "ok", detail: "" }
        : { ...finding, result: "wrong", detail: `the execution role may not ${action} it` };
    } catch (error) {
      if (["AccessDenied", "AccessDeniedException"].includes(errorName(error))) {
        return { ...finding, result: "not checked", detail: "IAM does not let you simulate policies" };
      }
      throw error;
    }
  });
}
