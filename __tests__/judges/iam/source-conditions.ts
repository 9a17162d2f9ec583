/** Whether a service that assumes a role says for which account and resource it does. */
export interface SourceRule {
  readonly sends: boolean;
  /** The AWS page that says so. */
  readonly link: string;
}

/** Every service that a role of this project trusts. */
export const SOURCE_CONDITIONS: Readonly<Record<string, SourceRule>> = {
  // The instance profile binds the role to the account already: it cannot be passed to another account's instances.
  "ec2.amazonaws.com": {
    sends: false,
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html",
  },
  "ecs-tasks.amazonaws.com": {
    sends: true,
    link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#create_task_iam_policy_and_role",
  },
  "scheduler.amazonaws.com": {
    sends: true,
    link: "https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html",
  },
  "vpc-flow-logs.amazonaws.com": {
    sends: true,
    link: "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html",
  },
};
