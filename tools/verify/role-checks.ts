import type { IAM } from "@aws-sdk/client-iam";

import { nameOf } from "../aws/arn";
import { callAws } from "../aws/aws-client";
import { errorName, type Finding } from "./finding";

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html */
const TASKS = "ecs-tasks.amazonaws.com";

interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly Principal?: string | { readonly Service?: string | readonly string[] };
}

/** Whether a role exists, and trusts ECS tasks. Conditions of its trust are not looked at. */
export async function checkRole(iam: IAM, arn: string): Promise<Finding> {
  const finding = { check: "role", subject: arn } as const;
  return callAws(async () => {
    try {
      const { Role } = await iam.getRole({ RoleName: nameOf(arn) });
      return trustsTasks(Role?.AssumeRolePolicyDocument ?? "")
        ? { ...finding, result: "ok", detail: "" }
        : { ...finding, result: "wrong", detail: `it does not trust ${TASKS}: tasks cannot assume it` };
    } catch (error) {
      if (errorName(error).startsWith("NoSuchEntity")) {
        return { ...finding, result: "wrong", detail: "there is no such role: deploy it first" };
      }
      throw error;
    }
  });
}

/** @param document the trust policy, as IAM gives it: encoded for URLs */
export function trustsTasks(document: string): boolean {
  const { Statement: statements = [] } = JSON.parse(decodeURIComponent(document) || "{}") as {
    Statement?: Statement | readonly Statement[];
  };
  return list(statements).some(
    ({ Effect, Action, Principal }) =>
      Effect === "Allow" &&
      list(Action).includes("sts:AssumeRole") &&
      typeof Principal === "object" &&
      list(Principal.Service).includes(TASKS),
  );
}

function list<T>(value: T | readonly T[] | undefined): readonly T[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
