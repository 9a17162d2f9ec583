import type { StackPolicies } from "../stack-policies";
import { asRole, type Caller } from "./caller";

/** The agents and programs on instances: they have the role of the instance profile. */
export function instances(policies: StackPolicies): Caller[] {
  return groupsOf(policies).map(({ caller }) => caller);
}

/** The CloudWatch agent of an instance, for each log group that it is told to write to. */
export function cloudWatchAgents(policies: StackPolicies): Caller[] {
  return groupsOf(policies).flatMap(({ caller, userData }) =>
    [...userData.matchAll(/"log_group_name": ?"([^"]+)"/g)].map(([, logGroup = ""]) =>
      withValues(caller, { logGroup }),
    ),
  );
}

/** Instances that complete their launch, with the group that they name. */
export function launches(policies: StackPolicies): Caller[] {
  return groupsOf(policies).flatMap(({ caller, userData }) =>
    [...userData.matchAll(/AutoScalingGroupName='([^']+)'/g)].map(([, autoScalingGroup = ""]) =>
      withValues(caller, { autoScalingGroup }),
    ),
  );
}

/** The scripts that an instance runs at boot, and those of system containers: each call of the AWS CLI in them. */
export function scripts(policies: StackPolicies): Caller[] {
  return groupsOf(policies).flatMap(({ caller, userData }) =>
    [...userData.matchAll(/\baws ([a-z0-9]+ [a-z0-9-]+) ([^|\n]*)/g)].map(([, command = "", operands = ""]) =>
      withValues(caller, callOf(command, operands, policies)),
    ),
  );
}

/** Consul clients that find their servers by tags of instances. */
export function consulClients(policies: StackPolicies): Caller[] {
  return groupsOf(policies)
    .filter(({ userData }) => userData.includes("provider=aws"))
    .map(({ caller }) => caller);
}

function groupsOf(policies: StackPolicies): { caller: Caller; userData: string }[] {
  const { stack } = policies;
  return stack.list("aws_launch_template").map((template) => {
    const { arn } = template.attribute("iam_instance_profile") as { arn: string };
    const profile = stack.find("aws_iam_instance_profile", "arn", arn);
    const [, local = ""] = /local\.([\w-]+)/.exec(String(template.raw("user_data"))) ?? [];
    return {
      caller: asRole(policies, policies.role("name", profile?.text("role"))),
      userData: stack.locals[local] ?? "",
    };
  });
}

/** What a command of the AWS CLI asks for, and about what. */
function callOf(command: string, operands: string, { stack }: StackPolicies): Record<string, string> {
  const operand = (name: string) => new RegExp(`${name} '?([^' ]+)`).exec(operands)?.[1] ?? "";
  switch (command) {
    case "ssm get-parameter":
      return { action: "ssm:GetParameter", resource: operand("--name") };
    case "secretsmanager get-secret-value":
      return { action: "secretsmanager:GetSecretValue", resource: operand("--secret-id") };
    case "s3 cp":
      return {
        action: "s3:GetObject",
        resource: operands.replace(/^'?s3:\/\/([^' ]+).*$/s, `arn:${stack.place.partition}:s3:::$1`),
      };
    default:
      throw new Error(`the judge does not know which action "aws ${command}" is: add it to ${__filename}`);
  }
}

function withValues(caller: Caller, values: Caller["values"]): Caller {
  return { ...caller, values: { ...caller.values, ...values } };
}
