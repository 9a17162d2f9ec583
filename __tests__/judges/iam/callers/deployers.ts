import type { AppliedResource } from "../applied-stack";
import type { StackPolicies } from "../stack-policies";
import { asRole, type Caller, surroundings } from "./caller";

/** The roles and users that deploy: those who may do what attached policies say. */
export function deployers(policies: StackPolicies): Caller[] {
  const { stack } = policies;
  const attachments = [
    ...stack
      .list("aws_iam_role_policy_attachment")
      .map((one) => stack.find("aws_iam_role", "name", one.text("role"))),
    ...stack
      .list("aws_iam_user_policy_attachment")
      .map((one) => stack.find("aws_iam_user", "name", one.text("user"))),
  ];
  const holders = new Map(
    attachments.flatMap((one) => (one === undefined ? [] : [[one.address, one] as const])),
  );
  const { bucket = "", key = "" } = stack.state ?? {};
  return [...holders.values()].map((holder) => asRole(policies, holder, { bucket, key }));
}

/** A deployer with each service that has versions. */
export function serviceDeployments(policies: StackPolicies): Caller[] {
  const { stack } = policies;
  const services = stack.list("aws_ecs_service").flatMap((service) => {
    const definition = stack.find("aws_ecs_task_definition", "arn", service.text("task_definition"));
    return definition === undefined || !hasVersions(definition) ? [] : { service, definition };
  });
  return deployers(policies).flatMap((deployer) =>
    services.map(({ service, definition }) => ({
      ...deployer,
      values: {
        ...deployer.values,
        ...rolesOf(definition),
        service: service.text("name"),
        logGroup: logGroupOf(definition),
      },
    })),
  );
}

/** A deployer with each service that has versions, and whose containers nobody may open a shell in. */
export function closedServiceDeployments(policies: StackPolicies): Caller[] {
  const { stack } = policies;
  return serviceDeployments(policies).filter(
    ({ values }) =>
      stack.find("aws_ecs_service", "name", values.service)?.attribute("enable_execute_command") !== true,
  );
}

/** A deployer with each task that is run now and then. */
export function taskDeployments(policies: StackPolicies): Caller[] {
  const { stack } = policies;
  const inService = stack.list("aws_ecs_service").map((service) => service.text("task_definition"));
  const definitions = stack
    .list("aws_ecs_task_definition")
    .filter((definition) => hasVersions(definition) && !inService.includes(definition.text("arn")));
  return deployers(policies).flatMap((deployer) =>
    definitions.map((definition) => ({
      ...deployer,
      values: { ...deployer.values, ...rolesOf(definition), logGroup: logGroupOf(definition) },
    })),
  );
}

/** A deployer with each schedule. */
export function scheduleDeployments(policies: StackPolicies): Caller[] {
  return deployers(policies).flatMap((deployer) =>
    policies.stack.list("aws_scheduler_schedule").map((schedule) => ({
      ...deployer,
      values: {
        ...deployer.values,
        schedule: schedule.text("arn"),
        role: (schedule.attribute("target") as { role_arn: string }).role_arn,
      },
    })),
  );
}

/** A deployer with each repository of the stack. */
export function imagePushes(policies: StackPolicies): Caller[] {
  return deployers(policies).flatMap((deployer) =>
    policies.stack
      .list("aws_ecr_repository")
      .map((one) => ({ ...deployer, values: { ...deployer.values, repository: one.text("arn") } })),
  );
}

/** Jobs of GitHub Actions, with the role of their deployer. */
export const githubJobs = (policies: StackPolicies) =>
  jobsOf(policies, "token.actions.githubusercontent.com");
/** Jobs of GitLab CI, with the role of their deployer. */
export const gitlabJobs = (policies: StackPolicies) => jobsOf(policies, "gitlab.com");

function jobsOf(policies: StackPolicies, issuer: string): Caller[] {
  const { stack } = policies;
  return stack
    .list("aws_iam_openid_connect_provider")
    .filter((provider) => provider.text("url") === `https://${issuer}`)
    .flatMap((provider) =>
      stack
        .list("aws_iam_role")
        .filter((role) => role.text("assume_role_policy").includes(provider.text("arn")))
        .map((role) => ({
          policies,
          principal: { Federated: provider.text("arn") },
          identity: [],
          values: { ...surroundings(policies), role: role.text("arn") },
        })),
    );
}

/** A variable in the image is a version that somebody deploys. */
function hasVersions(definition: AppliedResource): boolean {
  return String(definition.raw("container_definitions")).includes("${var.");
}

function rolesOf(definition: AppliedResource): Record<string, string> {
  return {
    family: definition.text("family"),
    taskRole: definition.text("task_role_arn"),
    executionRole: definition.text("execution_role_arn"),
  };
}

function logGroupOf(definition: AppliedResource): string {
  return /"awslogs-group":"([^"]+)"/.exec(definition.text("container_definitions"))?.[1] ?? "";
}
